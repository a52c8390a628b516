package org.meshtrio.propagation.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meshtrio.propagation.testing.TestService;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(OutputCaptureExtension.class)
class SettingsTest {

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					mesh.propagation.headers=host           | mesh.propagation.headers contains 'host', which is never forwarded
					mesh.propagation.headers=X-Envoy-Retry  | mesh.propagation.headers contains 'x-envoy-*', which is never forwarded
					mesh.propagation.headers=not a name     | mesh.propagation.headers contains a name that isn't valid for an HTTP header
					mesh.propagation.spans=perhaps          | mesh.propagation.spans
					""")
	void aWrongSettingStopsTheStartWithASentenceAndNoStackTrace(String setting, String sentence,
			CapturedOutput output) {
		assertThatThrownBy(() -> SpringApplication.run(TestService.Application.class, "--server.port=0",
				"--spring.main.banner-mode=off", "--" + setting));

		assertThat(output).contains("APPLICATION FAILED TO START").contains(sentence).doesNotContain("\tat ");
	}

	@Test
	void theMetadataDescribesEverySetting() throws IOException {
		try (InputStream metadata = PropagationProperties.class
			.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			assertThat(metadata).isNotNull();
			assertThat(new String(metadata.readAllBytes(), StandardCharsets.UTF_8)).contains(
					"\"mesh.propagation.spans\"", "Whether the application makes spans", "\"mesh.propagation.forward\"",
					"\"mesh.propagation.credentials\"", "\"mesh.propagation.headers\"");
		}
	}

}
