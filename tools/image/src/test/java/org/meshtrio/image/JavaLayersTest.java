package org.meshtrio.image;

import java.util.Map;
import java.util.Optional;

import com.google.cloud.tools.jib.api.buildplan.ContainerBuildPlan;
import com.google.cloud.tools.jib.plugins.extension.JibPluginExtensionException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class JavaLayersTest {

	@Test
	void aWrongJdkFailsTheBuildWithItsName() {
		Map<String, String> properties = Map.of("jdk", "/nowhere", "architecture", "amd64", "base", "base",
				"baseWithJava", "with-java", "shared", "shared", "own", "own");

		assertThatExceptionOfType(JibPluginExtensionException.class)
			.isThrownBy(() -> new JavaLayers().extendContainerBuildPlan(ContainerBuildPlan.builder().build(),
					properties, Optional.empty(), null, (level, message) -> {
					}))
			.withMessageStartingWith("image.jdk names /nowhere, which isn't a JDK 25");
	}

}
