package org.meshtrio.meshtest;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshtrio.meshtest.support.Mesh;
import org.meshtrio.meshtest.support.OnMesh;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The images have an AOT cache that fits. With {@code -XX:AOTMode=on}, no JVM starts
 * whose cache doesn't fit. In the manifests it would only start slower, and no one would
 * see it.
 */
@OnMesh
class AotCacheIT {

	private static final String NAMESPACE = "trio-test-cache";

	private final Mesh mesh;

	AotCacheIT(Mesh mesh) {
		this.mesh = mesh;
	}

	@BeforeAll
	void deploy() throws Exception {
		this.mesh.apply(NAMESPACE, """
				patches:
				  - target: {kind: Deployment}
				    patch: |
				      - op: add
				        path: /spec/template/spec/containers/0/env/-
				        value: {name: JAVA_TOOL_OPTIONS, value: "-XX:AOTMode=on -Xlog:aot=info"}
				""");
	}

	@Test
	void everyServiceIsReady() throws Exception {
		this.mesh.awaitReady(NAMESPACE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "service0", "service1", "service2" })
	void itsJvmHasOpenedTheCache(String service) throws Exception {
		this.mesh.awaitReady(NAMESPACE);

		assertThat(this.mesh.cluster().kubectl("logs", "-n", NAMESPACE, "deployment/" + service + "-v1", "-c", service))
			.contains("Opened AOT cache /app/services.aot");
	}

}
