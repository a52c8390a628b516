package org.meshtrio.hop.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** In the manifests, probes and scrapes use the port that is kept free for them. */
class ManifestProbesTest {

	static Stream<Path> manifests() throws IOException {
		List<Path> all;
		try (Stream<Path> services = Files.list(Path.of("../k8s"));
				Stream<Path> versions = Files.list(Path.of("../k8s/versions"))) {
			all = Stream.concat(services, versions)
				.filter((file) -> file.getFileName().toString().matches("service\\d.*\\.yaml"))
				.toList();
		}
		assertThat(all).hasSizeGreaterThanOrEqualTo(7);
		return all.stream();
	}

	@ParameterizedTest
	@MethodSource("manifests")
	void probesAndScrapesGoToTheProbePort(Path manifest) throws IOException {
		List<String> lines = Files.readAllLines(manifest).stream().map(String::strip).toList();

		assertThat(lines).contains("- {name: probes, containerPort: 9000}",
				"- {name: TRIO_PROBE_PORT, value: \"9000\"}", "prometheus.io/port: \"9000\"");
		assertThat(lines.stream().filter((line) -> line.startsWith("httpGet:"))).as("the three probes")
			.hasSize(3)
			.allMatch((line) -> line.endsWith("port: probes}"));
	}

}
