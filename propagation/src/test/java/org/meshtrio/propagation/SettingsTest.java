package org.meshtrio.propagation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(OutputCaptureExtension.class)
class SettingsTest {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			trio.headers=host           | trio.headers names 'host', which is never forwarded
			trio.headers=X-Envoy-Retry  | trio.headers names 'x-envoy-*', which is never forwarded
			trio.headers=not a name     | trio.headers holds a name that no HTTP header can have
			trio.spans=perhaps          | trio.spans
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
			assertThat(new String(metadata.readAllBytes(), StandardCharsets.UTF_8)).contains("\"trio.spans\"",
					"Whether the application makes spans", "\"trio.forward\"", "\"trio.credentials\"",
					"\"trio.headers\"");
		}
	}

}
