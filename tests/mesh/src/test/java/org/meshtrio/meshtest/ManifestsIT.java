package org.meshtrio.meshtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.meshtrio.mesh.cluster.Cluster;
import org.meshtrio.mesh.cluster.Subprocess;
import org.meshtrio.meshtest.support.Mesh;
import org.meshtrio.meshtest.support.OnMesh;
import org.meshtrio.meshtest.support.Poll;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The API server and istioctl accept every manifest of the repository.
 */
@OnMesh
class ManifestsIT {

	private static final String NAMESPACE = "trio-test-manifests";

	private final Cluster cluster;

	ManifestsIT(Mesh mesh) {
		this.cluster = mesh.cluster();
	}

	@BeforeAll
	void deploy(Mesh mesh) throws Exception {
		mesh.apply(NAMESPACE, "");
	}

	static Stream<Path> manifests() throws IOException {
		List<Path> files = new ArrayList<>();
		for (String folder : List.of("k8s", "istio")) {
			try (Stream<Path> walk = Files.walk(Mesh.HOME.resolve(folder))) {
				walk.filter((file) -> file.toString().endsWith(".yaml"))
					.filter((file) -> !file.endsWith("kustomization.yaml"))
					// istioctl reads it, and this mesh is installed from it.
					.filter((file) -> !file.endsWith("istio/install.yaml"))
					// The labs apply theirs: some after a replacement, one to be refused.
					.filter((file) -> !file.startsWith(Mesh.HOME.resolve("istio/labs")))
					.forEach(files::add);
			}
		}
		return files.stream().sorted().map(Mesh.HOME::relativize);
	}

	@ParameterizedTest
	@MethodSource("manifests")
	void isStrictlyValidAndNotDeprecated(Path file) throws Exception {
		Subprocess.Result result = this.cluster.run("", "apply", "--server-side", "--force-conflicts",
				"--validate=strict", "--dry-run=server", "-n", file.endsWith("namespace.yaml") ? "trio" : NAMESPACE,
				"-f", Mesh.file(file.toString()));
		assertThat(result.errors()).as("messages of the API server about %s", file).isEmpty();
		assertThat(result.exitCode()).isZero();
		assertThat(result.output()).contains("serverside-applied (server dry run)");
	}

	@Test
	void istioctlAnalyzeHasNoMessages(Mesh mesh) throws Exception {
		mesh.gateway().open(NAMESPACE);
		for (String file : List.of("istio/security/strict.yaml", "istio/security/callers.yaml",
				"istio/security/network.yaml", "istio/telemetry/otel/propagation.yaml", "k8s/client.yaml",
				"k8s/versions/service1-v2.yaml")) {
			this.cluster.kubectl("apply", "--server-side", "--validate=strict", "-n", NAMESPACE, "-f", Mesh.file(file));
		}
		Poll.until("istioctl analyze", "\\[\\]", () -> messages().toString());
		this.cluster.kubectlWith(
				"""
						apiVersion: networking.istio.io/v1
						kind: VirtualService
						metadata: {name: wrong}
						spec: {hosts: [wrong.example.com], gateways: [missing], http: [{route: [{destination: {host: nobody}}]}]}
						""",
				"apply", "-n", NAMESPACE, "-f", "-");
		assertThat(messages()).as("messages about a wrong object, which show that the check works")
			.hasSizeGreaterThanOrEqualTo(2);
	}

	private List<String> messages() throws Exception {
		Subprocess.Result result = Subprocess.run(Duration.ofSeconds(60), "", List.of("istioctl", "analyze",
				"--context", this.cluster.context(), "-n", NAMESPACE, "-o", "json", "--failure-threshold", "Error"));
		List<String> messages = new ArrayList<>();
		for (JsonNode message : JsonMapper.shared().readTree(result.output())) {
			messages.add(message.path("level").asString("") + " " + message.path("origin").asString("") + ": "
					+ message.path("message").asString(""));
		}
		return messages.stream().filter((message) -> message.contains(NAMESPACE)).toList();
	}

}
