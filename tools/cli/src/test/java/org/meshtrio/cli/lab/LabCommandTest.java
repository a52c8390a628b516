package org.meshtrio.cli.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meshtrio.cli.FakeKubectl;
import org.meshtrio.cli.TrioJvm;
import org.meshtrio.cli.TrioProcess;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code trio lab} with a kubectl that answers from a table.
 */
@DisabledOnOs(OS.WINDOWS)
class LabCommandTest {

	@TempDir
	private static Path bin;

	private static TrioJvm trio;

	private FakeKubectl kubectl;

	private String output = "";

	@BeforeAll
	static void start() throws IOException {
		trio = new TrioJvm(bin + ":/usr/bin:/bin");
	}

	@AfterAll
	static void stop() {
		trio.close();
	}

	/** A namespace that has everything a lab needs. */
	@BeforeEach
	void stage() throws IOException {
		this.kubectl = new FakeKubectl(bin).answers("get *", "an/object")
			.answers("get virtualservices*", "virtualservice.networking.istio.io/trio")
			.answers("version *", "{}")
			.answers("config *", "")
			.answers("config current-context", "test")
			.answers("config view --minify -o json",
					"{\"contexts\": [{\"context\": {\"cluster\": \"c\", \"user\": \"u\"}}],"
							+ " \"users\": [{\"user\": {\"token\": \"secret\"}}]}")
			.answers("api-resources *", "deployments.apps\nvirtualservices.networking.istio.io\nother.example.com")
			.answers("delete *", "No resources found");
	}

	@Test
	void listsTheCourse() throws Exception {
		assertThat(trio("lab", "list")).isZero();
		assertThat(this.output).startsWith("basics\n  install ")
			.containsPattern("\nresilience\n  timeout +\\d+ min   service2 takes three seconds, ");
	}

	@Test
	void knowsItsLabs() throws Exception {
		assertThat(trio("lab", "run", "time-out")).isEqualTo(2);
		assertThat(this.output).isEqualTo("trio: there is no lab time-out: ./trio lab list has the names\n");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					get configmap istio * | configmap istio -n istio-system | install Istio with istioctl install -f istio/install.yaml
					get deployment service0-v1 * | deployment service0-v1 -n trio | deploy the trio with ./trio deploy, or name its namespace with --namespace NAME
					get deployment client -n * | deployment client -n trio | apply k8s/client.yaml there
					get deployment service2-v3 * | deployment service2-v3 -n trio | apply -k k8s/versions there
					""")
	void saysWhatIsMissing(String question, String object, String fix) throws Exception {
		this.kubectl.answers(question, "");
		assertThat(trio("lab", "run", "timeout")).isEqualTo(2);
		assertThat(this.output).endsWith("trio: the lab timeout needs " + object
				+ ", which the cluster of context test doesn't have: " + fix + ".\n");
		assertThat(this.kubectl.changes()).isEmpty();
	}

	@Test
	void refusesANamespaceWithOtherRoutes() throws Exception {
		this.kubectl.answers("get virtualservices*",
				"virtualservice.networking.istio.io/trio\nvirtualservice.networking.istio.io/mine");
		assertThat(trio("lab", "run", "timeout", "--namespace", "alice")).isEqualTo(2);
		assertThat(this.output).endsWith("trio: namespace alice has virtualservice.networking.istio.io/mine, and a lab"
				+ " needs a namespace without other routes: delete them, or choose another namespace with --namespace NAME.\n");
	}

	@Test
	void aFailedLabSaysWhatWasSeenAndIsCleanedUp() throws Exception {
		this.kubectl.answers("exec deploy/client *", "500 after 0.1 s");
		assertThat(trio("lab", "run", "timeout")).isEqualTo(1);
		assertThat(this.output).startsWith("Timeout: service2 takes three seconds")
			.contains("\n$ kubectl exec deploy/client -c curl -- curl ", "\n500 after 0.1 s\n",
					"\n✗ without a timeout, the status: expected 200, observed 500\n")
			.endsWith("\nFailed: timeout: without a timeout, the status: expected 200, observed 500.\n");
		List<String> changes = this.kubectl.changes();
		assertThat(changes.subList(changes.size() - 3, changes.size())).containsExactly(
				"delete deployments.apps,virtualservices.networking.istio.io -l trio.lab=timeout -n trio",
				"delete deployments.apps,virtualservices.networking.istio.io -l trio.lab=timeout,trio.lab.course=trio"
						+ " -n istio-system",
				"delete namespaces -l trio.lab=timeout,trio.lab.course=trio");
	}

	@Test
	void leavesNoCredentialsInAFile() throws Exception {
		this.kubectl.runs("exec deploy/client *", "echo \"its=$KUBECONFIG\"; cat \"${KUBECONFIG%%:*}\"; echo; exit 1");
		assertThat(trio("lab", "run", "timeout")).isEqualTo(1);
		assertThat(this.output).containsPattern("\nits=\\S+\\.kubeconfig:\\S+\n")
			.contains(
					"\n{\"apiVersion\":\"v1\",\"kind\":\"Config\",\"current-context\":\"test\",\"contexts\":[{\"name\":"
							+ "\"test\",\"context\":{\"cluster\":\"c\",\"user\":\"u\",\"namespace\":\"trio\"}}]}\n")
			.doesNotContain("secret");
		assertThat(this.kubectl.changes()).noneMatch((call) -> call.contains("--raw"));
	}

	@Test
	void cleansByLabelAlone() throws Exception {
		this.kubectl.answers("delete deployments.apps,* -n trio", "virtualservice.networking.istio.io \"s\" deleted");
		assertThat(trio("lab", "clean")).isZero();
		assertThat(this.output).isEqualTo("virtualservice.networking.istio.io \"s\" deleted\nRemoved.\n");
		assertThat(this.kubectl.changes()).containsExactly(
				"delete deployments.apps,virtualservices.networking.istio.io -l trio.lab -n trio",
				"delete deployments.apps,virtualservices.networking.istio.io -l trio.lab,trio.lab.course=trio -n istio-system",
				"delete namespaces -l trio.lab,trio.lab.course=trio");
	}

	@Test
	void cleansEverywhere() throws Exception {
		assertThat(trio("lab", "clean", "--all")).isZero();
		assertThat(this.output).isEqualTo("Nothing to remove.\n");
		assertThat(this.kubectl.changes().get(0)).endsWith(" -l trio.lab --all-namespaces");
		assertThat(this.kubectl.changes().get(1)).isEqualTo("delete namespaces -l trio.lab,trio.lab.course");
	}

	private int trio(String... arguments) throws Exception {
		TrioJvm.Result result = trio.run(TrioProcess.HOME, arguments);
		this.output = result.output();
		return result.exitCode();
	}

}
