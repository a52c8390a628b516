package org.meshtrio.meshtest.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Marks a test on the mesh. Its methods and its constructor can have a parameter of the
 * type {@link Mesh}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OnMesh.Resolver.class)
public @interface OnMesh {

	/** Opens the mesh for the first test that needs it, and closes it after the last. */
	final class Resolver implements ParameterResolver, AfterAllCallback {

		@Override
		public void afterAll(ExtensionContext context) {
			Mesh mesh = context.getRoot().getStore(Namespace.create(OnMesh.class)).get(Mesh.class, Mesh.class);
			if (mesh != null) {
				mesh.removeNamespaces();
			}
		}

		@Override
		public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
			return parameter.getParameter().getType() == Mesh.class;
		}

		@Override
		public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
			// A failure is stored, too, so the other tests fail with the same message.
			return context.getRoot().getStore(Namespace.create(OnMesh.class)).computeIfAbsent(Mesh.class, (type) -> {
				try {
					return new Mesh();
				}
				catch (Exception ex) {
					throw new IllegalStateException(ex.getMessage(), ex);
				}
			});
		}

	}

}
