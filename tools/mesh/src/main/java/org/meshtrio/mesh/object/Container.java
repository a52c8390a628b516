package org.meshtrio.mesh.object;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A container of a pod, as its manifest describes it.
 *
 * @param name its name
 * @param env its environment variables
 * @param ports its ports
 */
public record Container(String name, List<Variable> env, List<Port> ports) {

	/**
	 * Fills in what is absent.
	 */
	public Container {
		name = Objects.requireNonNullElse(name, "");
		env = Objects.requireNonNullElse(env, List.of());
		ports = Objects.requireNonNullElse(ports, List.of());
	}

	/**
	 * The value that the manifest gives to a variable.
	 * @param variable the variable's name
	 * @return its value, or {@code null} if the manifest has none, or takes it from
	 * elsewhere
	 */
	public @Nullable String value(String variable) {
		return this.env.stream()
			.filter((candidate) -> variable.equals(candidate.name()) && candidate.value() != null)
			.map(Variable::value)
			.findFirst()
			.orElse(null);
	}

	/**
	 * An environment variable.
	 *
	 * @param name its name
	 * @param value its value, or {@code null} if it comes from elsewhere
	 */
	public record Variable(String name, @Nullable String value) {

	}

	/**
	 * A port of a container.
	 *
	 * @param name its name, empty if it has none
	 * @param containerPort its number
	 */
	public record Port(String name, int containerPort) {

		/**
		 * Fills in what is absent.
		 */
		public Port {
			name = Objects.requireNonNullElse(name, "");
		}

	}

}
