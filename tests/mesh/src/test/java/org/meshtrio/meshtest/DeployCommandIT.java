package org.meshtrio.meshtest;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.meshtrio.mesh.cluster.Cluster;
import org.meshtrio.mesh.cluster.ClusterException;
import org.meshtrio.mesh.cluster.Subprocess;
import org.meshtrio.meshtest.support.Mesh;
import org.meshtrio.meshtest.support.OnMesh;
import org.meshtrio.meshtest.support.SavedMeshSettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code ./trio deploy}, as a user types it.
 */
@OnMesh
class DeployCommandIT {

	private static final String NAMESPACE = "trio-test-deploy";

	private static final String SECRET = NAMESPACE + "-example-com";

	private static final String URL = "https://" + NAMESPACE + ".example.com/service0";

	private final Cluster cluster;

	DeployCommandIT(Mesh mesh) {
		this.cluster = mesh.cluster();
	}

	@BeforeEach
	void trace(Mesh mesh) throws ClusterException, IOException {
		mesh.settings().provider("otel");
	}

	@AfterEach
	void remove() throws ClusterException {
		this.cluster.kubectl("delete", "namespace", NAMESPACE, "--ignore-not-found");
		this.cluster.kubectl("delete", "secret", "-n", SavedMeshSettings.ROOT, SECRET, "--ignore-not-found");
	}

	@Test
	void deploysAgainAndLeavesNothing() throws ClusterException {
		Subprocess.Result first = deploy();
		assertThat(first.exitCode()).as(first.toString()).isZero();
		assertThat(first.output()).contains("\nservice2-v1 is ready (", " of 3) after ",
				"\n" + URL + " answers 200: service0 → service1 → service2\n", "\ntry   curl --");
		String pods = pods();
		Subprocess.Result second = deploy();
		assertThat(second.exitCode()).as(second.toString()).isZero();
		assertThat(second.output()).doesNotContain("openssl", "restart");
		assertThat(pods()).isEqualTo(pods);
		String telemetry = telemetry();
		Subprocess.Result broken = deploy("--image-registry", "nowhere.invalid/team", "--provider", "zipkin-w3c");
		assertThat(broken.exitCode()).as(broken.toString()).isEqualTo(1);
		assertThat(broken.errors()).startsWith("trio: pod service")
			.contains("is not in the cluster (ImagePullBackOff): check that it is in its registry");
		assertThat(telemetry()).isEqualTo(telemetry);
		assertThat(images()).contains("localhost/mesh-trio/service0:").doesNotContain("nowhere.invalid");
		assertThat(pods()).isEqualTo(pods);
		Subprocess.Result third = deploy("--provider", "zipkin");
		assertThat(third.exitCode()).as(third.toString()).isZero();
		assertThat(third.output()).contains("\n$ kubectl rollout restart -n " + NAMESPACE + " deployment ");
		assertThat(pods()).isNotEqualTo(pods);
		Subprocess.Result removal = deploy("--delete");
		assertThat(removal.exitCode()).as(removal.toString()).isZero();
		assertThat(this.cluster.has("namespace", NAMESPACE)).isFalse();
		assertThat(this.cluster.has("secret", "-n", SavedMeshSettings.ROOT, SECRET)).isFalse();
		assertThat(deploy("--delete").exitCode()).isZero();
	}

	@Test
	void refusesABadSecret() throws ClusterException {
		this.cluster.kubectl("create", "secret", "generic", SECRET, "-n", SavedMeshSettings.ROOT, "--from-literal=a=b");
		assertRefused("the gateway cannot use secret " + SECRET + " in istio-system: its type is Opaque, not"
				+ " kubernetes.io/tls; fix it, or delete it with kubectl delete secret -n istio-system " + SECRET
				+ " to get a new one");
		assertThat(this.cluster.has("namespace", NAMESPACE)).isFalse();
	}

	@Test
	void refusesANamespaceOfSomebodyElse() throws ClusterException {
		this.cluster.kubectl("create", "namespace", NAMESPACE);
		String sentence = "namespace " + NAMESPACE + " is used for something else, because it doesn't have the"
				+ " label app.kubernetes.io/part-of=mesh-trio: choose another one with --namespace NAME";
		assertRefused(sentence);
		assertRefused(sentence, "--delete");
		assertThat(this.cluster.has("deployments", "-n", NAMESPACE, "service0-v1")).isFalse();
	}

	private void assertRefused(String sentence, String... arguments) throws ClusterException {
		Subprocess.Result result = deploy(arguments);
		assertThat(result).isEqualTo(new Subprocess.Result(1, "", "trio: " + sentence + ".\n"));
	}

	private String pods() throws ClusterException {
		return this.cluster.kubectl("get", "pods", "-n", NAMESPACE, "--field-selector=status.phase=Running", "-o",
				"jsonpath={.items[*].metadata.uid}");
	}

	private String images() throws ClusterException {
		return this.cluster.kubectl("get", "deployments", "-n", NAMESPACE, "-o",
				"jsonpath={.items[*].spec.template.spec.containers[*].image}");
	}

	private String telemetry() throws ClusterException {
		return this.cluster.get("telemetries.telemetry.istio.io", "-n", SavedMeshSettings.ROOT)
			.path("items")
			.findValues("spec")
			.toString();
	}

	private static Subprocess.Result deploy(String... arguments) throws ClusterException {
		List<String> command = new ArrayList<>(
				List.of("env", "TRIO_BUILD=never", Mesh.file("trio"), "deploy", "--namespace", NAMESPACE));
		command.addAll(List.of(arguments));
		return Subprocess.run(Duration.ofMinutes(5), "", command);
	}

}
