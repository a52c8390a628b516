package org.meshtrio.cli.deploy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.meshtrio.cli.FakeKubectl;
import org.meshtrio.cli.TrioJvm;
import org.meshtrio.cli.TrioProcess;
import org.meshtrio.mesh.Installation;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * {@code trio deploy} with a kubectl that answers from a table.
 */
@DisabledOnOs(OS.WINDOWS)
class DeployCommandTest {

	private static final String NOTHING = "{\"items\": []}";

	private static final String PERMISSIONS = "create * jsonpath={.status.allowed}*";

	private static final String WAITING = """
			{"kind": "Deployment", "metadata": {"name": "service0-v1", "generation": 1,
			"annotations": {"deployment.kubernetes.io/revision": "1"}}, "spec": {"replicas": 1}, "status": {%s}},
			{"kind": "ReplicaSet", "metadata": {"name": "rs", "annotations": {"deployment.kubernetes.io/revision": "1"},
			"ownerReferences": [{"name": "service0-v1"}]}}""";

	private static final String READY = "\"observedGeneration\": 1, \"updatedReplicas\": 1, \"replicas\": 1,"
			+ " \"availableReplicas\": 1";

	@TempDir
	private static Path bin;

	private static TrioJvm trio;

	@RegisterExtension
	private final WireMockExtension gateway = WireMockExtension.newInstance()
		.options(wireMockConfig().dynamicPort().dynamicHttpsPort())
		.build();

	@TempDir
	private Path temp;

	private FakeKubectl kubectl;

	private String output = "";

	@BeforeAll
	static void start() throws IOException {
		trio = new TrioJvm(bin.toString());
	}

	@AfterAll
	static void stop() {
		trio.close();
	}

	/** A cluster with Istio, without the services. */
	@BeforeEach
	void cluster() throws IOException {
		this.kubectl = new FakeKubectl(bin).answers("get *", "")
			.runs(PERMISSIONS, "sed 's/.*/true/'; exit 0")
			.answers("version *", "{}")
			.answers("config current-context", "test")
			.answers("get deployments -n istio-system -l app=istiod *", "{\"items\": [{}]}")
			.answers("get service -n istio-system istio-ingressgateway -o name *", "service/istio-ingressgateway")
			.answers("get service -n istio-system tracing *", "service/tracing")
			.answers("get configmap -n istio-system istio *",
					"{\"data\": {\"mesh\": \"extensionProviders:\\n- name: otel\\n\"}}")
			.answers("get telemetries.telemetry.istio.io -n istio-system -o *", NOTHING)
			.answers("get gateways.networking.istio.io -A *", NOTHING)
			.answers("get pods *", NOTHING);
	}

	@ParameterizedTest
	@MethodSource
	void refusesAndChangesNothing(String sentence, String question, String answer) throws Exception {
		this.kubectl.answers(question, answer);
		assertThat(deploy()).isEqualTo(1);
		assertThat(this.output).isEqualTo("trio: " + sentence + ".\n");
		assertThat(this.kubectl.changes()).isEmpty();
	}

	static Stream<Arguments> refusesAndChangesNothing() {
		return Stream.of(
				arguments(
						"context test answered 1 of 5 questions about permissions: ask one with kubectl auth can-i get"
								+ " deployments.apps",
						PERMISSIONS, "true"),
				arguments("the cluster of context test has no Istio: install Istio with istioctl install -f"
						+ " istio/install.yaml", "get deployments -n istio-system -l app=istiod *", NOTHING),
				arguments(
						"the Istio of context test has no ingress gateway (Service istio-ingressgateway in istio-system):"
								+ " install Istio with istioctl install -f istio/install.yaml",
						"get service -n istio-system istio-ingressgateway *", ""),
				arguments(
						"the mesh of context test has no tracing provider otel: add it with istioctl install -f"
								+ " istio/install.yaml",
						"get configmap -n istio-system istio *", "{\"data\": {\"mesh\": \"{}\"}}"),
				arguments(
						"namespace trio is used for something else, because it doesn't have the label"
								+ " app.kubernetes.io/part-of=mesh-trio: choose another one with --namespace NAME",
						"get namespace trio *", "{\"metadata\": {}}"),
				arguments("namespace trio is being deleted: wait with kubectl wait --for=delete namespace/trio,"
						+ " and then run this again", "get namespace trio *", """
								{"metadata": {"labels": {"app.kubernetes.io/part-of": "mesh-trio"}},
								"status": {"phase": "Terminating"}}"""),
				arguments("Telemetry mesh-default in istio-system isn't from this project, but sets the tracing of the"
						+ " whole mesh: ask whether it's needed, and if it isn't, delete it with kubectl delete telemetry -n"
						+ " istio-system mesh-default", "get telemetries.telemetry.istio.io -n istio-system -o *",
						"{\"items\": [{\"metadata\": {\"name\": \"mesh-default\"}}]}"),
				arguments(
						"host trio.example.com is taken by Gateway g in namespace bob: choose another namespace with"
								+ " --namespace NAME, which changes the host too",
						"get gateways.networking.istio.io -A *", """
								{"items": [{"metadata": {"name": "g", "namespace": "bob"},
								"spec": {"servers": [{"hosts": ["trio.example.com"]}]}}]}"""),
				arguments(
						"the gateway cannot use secret trio-example-com in istio-system: its type is Opaque, not"
								+ " kubernetes.io/tls; fix it, or delete it with kubectl delete secret -n istio-system"
								+ " trio-example-com to get a new one",
						"get secret -n istio-system trio-example-com *", "{\"type\": \"Opaque\"}"),
				arguments(
						"the gateway cannot use secret trio-example-com in istio-system: it has no PEM text under"
								+ " tls.key; fix it, or delete it with kubectl delete secret -n istio-system"
								+ " trio-example-com to get a new one",
						"get secret -n istio-system trio-example-com *",
						"{\"type\": \"kubernetes.io/tls\", \"data\": {\"tls.crt\": \""
								+ base64("-----BEGIN CERTIFICATE-----") + "\"}}"));
	}

	@Test
	void refusesWithoutPermission() throws Exception {
		this.kubectl.runs(PERMISSIONS, "sed -e '/\"create\".*\"namespaces\"/s/.*/false/'"
				+ " -e '/\"patch\".*\"telemetries\".*\"istio-system\"/s/.*/false/' -e '/{/s/.*/true/'; exit 0");
		assertThat(deploy()).isEqualTo(1);
		assertThat(this.output).isEqualTo("trio: context test has no permission to create namespaces and patch"
				+ " telemetries.telemetry.istio.io in istio-system: ask the cluster's administrator for it, or choose"
				+ " another context with --context NAME.\n");
		assertThat(this.kubectl.changes()).isEmpty();
	}

	@Test
	void refusesWithoutKubectl() throws Exception {
		this.kubectl.without("kubectl");
		assertThat(deploy()).isEqualTo(1);
		assertThat(this.output).isEqualTo("trio: there is no program kubectl: install it, or add it to the PATH.\n");
	}

	@Test
	void refusesWithoutOpenssl() throws Exception {
		this.kubectl.without("openssl");
		assertThat(deploy()).isEqualTo(1);
		assertThat(this.output).isEqualTo("trio: there is no program openssl: install it, or add it to the PATH.\n");
		assertThat(this.kubectl.changes()).isEmpty();
	}

	@Test
	void refusesWithoutACluster() throws Exception {
		this.kubectl.fails("version *", "connection refused");
		assertThat(deploy("--context", "there")).isEqualTo(1);
		assertThat(this.output)
			.isEqualTo("trio: the cluster of context there does not answer (connection refused): start"
					+ " it, or choose another context (kubectl config get-contexts).\n");
		assertThat(this.kubectl.changes()).isEmpty();
	}

	@ParameterizedTest
	@MethodSource
	void undoesWhatCannotStart(String sentence, String status, String pods) throws Exception {
		this.kubectl.answers("apply * -k k8s", "deployment.apps/service0-v1 serverside-applied")
			.answers("get deployments,replicasets,pods *", "{\"items\": [" + WAITING.formatted(status) + pods + "]}")
			.answers("logs *", "no such setting");
		assertThat(deploy("--timeout", "1")).isEqualTo(1);
		assertThat(this.output).endsWith("trio: " + sentence + ".\n");
		assertThat(this.output).contains("$ kubectl apply --server-side --force-conflicts -k k8s\n",
				"undoing the changes of this run:\n$ kubectl delete --ignore-not-found secret -n istio-system"
						+ " trio-example-com\n$ kubectl delete --ignore-not-found namespace trio\n");
		assertThat(this.kubectl.changes()).endsWith("delete --ignore-not-found namespace trio",
				"delete --ignore-not-found -n istio-system -f istio/telemetry/otel/telemetry.yaml");
	}

	static Stream<Arguments> undoesWhatCannotStart() {
		return Stream.of(arguments("pod p cannot start: the image localhost/mesh-trio/service0:1 is not in the cluster"
				+ " (ImagePullBackOff): build the images with ./mvnw -Pimage package, and load each"
				+ " serviceN/target/jib-image.tar with kind load image-archive, minikube image load, or k3d image"
				+ " import; or name the registry that has them with --image-registry", "",
				pod("\"image\": \"localhost/mesh-trio/service0:1\", \"state\": {\"waiting\": {\"reason\":"
						+ " \"ImagePullBackOff\"}}")),
				arguments("pod p cannot start: the image example.com/service0:1 is not in the cluster"
						+ " (InvalidImageName): check that it is in its registry, and that the cluster may pull it from there",
						"",
						pod("\"image\": \"example.com/service0:1\", \"state\": {\"waiting\": {\"reason\":"
								+ " \"InvalidImageName\"}}")),
				arguments("pod p keeps ending, the last time with exit code 3; its log ends with: no such setting", "",
						pod("\"state\": {\"waiting\": {\"reason\": \"CrashLoopBackOff\"}}, \"lastState\": {\"terminated\":"
								+ " {\"exitCode\": 3}}")),
				arguments(
						"not ready within 1 s: pod p waits for its container service0 (ContainerCreating); fix that, or"
								+ " allow more time with --timeout",
						"", pod("\"state\": {\"waiting\": {\"reason\": \"ContainerCreating\"}}")),
				arguments(
						"not ready within 1 s: pod p has no node (Insufficient memory); fix that, or allow more time with"
								+ " --timeout",
						"", """
								, {"kind": "Pod", "metadata": {"name": "p", "ownerReferences": [{"name": "rs"}]},
								"status": {"conditions": [{"type": "PodScheduled", "status": "False",
								"message": "Insufficient memory"}]}}"""),
				arguments(
						"Pod Security forbids the pods in namespace trio (violates PodSecurity \"restricted:latest\"):"
								+ " without its CNI plug-in, Istio adds an init container that needs privileges, so change the"
								+ " label pod-security.kubernetes.io/enforce in k8s/namespace.yaml to privileged, or install"
								+ " Istio with istioctl install -f istio/install.yaml, which includes the plug-in",
						"""
								"conditions": [{"type": "ReplicaFailure", "status": "True",
								"message": "pods p is forbidden: violates PodSecurity \\"restricted:latest\\""}]""",
						""));
	}

	@Test
	void undoesWhatIsNotInTheMesh() throws Exception {
		this.kubectl.answers("apply * -k k8s", "deployment.apps/service0-v1 serverside-applied")
			.answers("get deployments,replicasets,pods *", "{\"items\": [" + WAITING.formatted(READY) + "]}")
			.answers("get pods -n trio -l *", """
					{"items": [{"metadata": {"name": "p"}, "spec": {"containers": [{"name": "service0"}]}}]}""");
		assertThat(deploy()).isEqualTo(1);
		assertThat(this.output).contains("\nservice0-v1 is ready (1 of 1) after ")
			.endsWith("trio: pod p has no sidecar: if Istio runs as a revision, replace the label istio-injection in"
					+ " k8s/namespace.yaml with istio.io/rev and the revision's name.\n");
		assertThat(this.kubectl.changes()).contains("delete --ignore-not-found namespace trio");
	}

	@Test
	void startsAllPodsBeforeItWaitsForOne() throws Exception {
		String jaeger = WAITING.formatted(READY).replace("service0-v1", "jaeger");
		this.kubectl.answers("get service -n istio-system tracing *", "")
			.answers("apply * -k k8s", "deployment.apps/service0-v1 serverside-applied")
			.answers("get deployments,replicasets,pods *",
					"{\"items\": [" + jaeger + "," + WAITING.formatted(READY) + "]}")
			.fails("port-forward *", "no pod");
		assertThat(deploy()).isEqualTo(1);
		assertThat(this.output).contains("\njaeger is ready (1 of 1) after ", "\nservice0-v1 is ready (1 of 1) after ");
		List<String> calls = this.kubectl.all();
		int firstWait = IntStream.range(0, calls.size())
			.filter((index) -> calls.get(index).startsWith("get deployments,replicasets,pods "))
			.findFirst()
			.orElseThrow();
		assertThat(calls.subList(0, firstWait)).as("before the first wait")
			.anyMatch((call) -> call.matches("apply .*-k k8s/addons"))
			.anyMatch((call) -> call.matches("apply .*-k k8s"))
			.anyMatch((call) -> call.matches("apply .*-f istio/gateway.yaml"));
	}

	@Test
	void refusesAnUnknownProvider() throws Exception {
		assertThat(deploy("--provider", "jaeger")).isEqualTo(2);
		assertThat(this.output).startsWith("trio: --provider takes one of otel, zipkin and zipkin-w3c, not 'jaeger'\n");
	}

	@Test
	void putsBackWhatWasThere() throws Exception {
		this.kubectl
			.answers("get namespace trio *",
					"{\"metadata\": {\"labels\": {\"app.kubernetes.io/part-of\": \"mesh-trio\"}}}")
			.answers("get --ignore-not-found -k k8s *",
					"{\"items\": [{\"kind\": \"Service\", \"metadata\": {\"name\": \"service0\", \"uid\": \"1\"}}]}")
			.fails("apply * -k k8s", "the server is gone");
		assertThat(deploy()).isEqualTo(1);
		assertThat(this.output)
			.endsWith("trio: kubectl apply --server-side --force-conflicts -k k8s failed: the server is gone.\n");
		assertThat(this.kubectl.changes()).contains("replace -f -")
			.noneMatch((call) -> call.contains("namespace trio"));
	}

	@Test
	void saysWhatBecomesOfAmbientMode() throws Exception {
		this.kubectl.fails("apply * -k k8s", "the server is gone");
		deploy();
		assertThat(this.output).doesNotContain("ambient mode");
		this.kubectl.answers("get daemonset -n istio-system ztunnel *", "daemonset.apps/ztunnel");
		deploy();
		assertThat(this.output).contains("this mesh has ambient mode, but the services get sidecars");
		this.kubectl.answers("get namespace trio *", """
				{"metadata": {"labels": {"app.kubernetes.io/part-of": "mesh-trio",
				                         "istio.io/dataplane-mode": "ambient"}}}""");
		deploy();
		assertThat(this.output).contains("namespace trio is in ambient mode, but the services get sidecars");
	}

	@Test
	void deletesOnlyItsOwn() throws Exception {
		this.kubectl.answers("get namespace trio *",
				"{\"metadata\": {\"labels\": {\"app.kubernetes.io/part-of\": \"mesh-trio\"}}}");
		assertThat(deploy("--delete")).isEqualTo(1);
		assertThat(this.output)
			.isEqualTo("trio: namespace trio existed before ./trio deploy: delete it with kubectl delete"
					+ " namespace trio, and then run this command again for the rest.\n");
		assertThat(this.kubectl.changes()).isEmpty();
	}

	@Test
	void leavesWhatOthersUse() throws Exception {
		this.kubectl.answers("get namespaces -l app.kubernetes.io/part-of=mesh-trio *", "bob");
		assertThat(deploy("--delete")).isZero();
		assertThat(this.output).contains("the trace store and the Telemetry in istio-system stay,"
				+ " because they are used by namespace bob\n");
		assertThat(this.kubectl.changes()).containsExactly("delete secret -n istio-system -l"
				+ " app.kubernetes.io/managed-by=trio-deploy --field-selector metadata.name=trio-example-com");
	}

	@Test
	void theLastOneTakesAllAway() throws Exception {
		this.kubectl.answers("get namespace trio *", """
				{"metadata": {"labels": {"app.kubernetes.io/part-of": "mesh-trio",
				"app.kubernetes.io/managed-by": "trio-deploy"}}}""");
		assertThat(deploy("--delete")).isZero();
		assertThat(this.output).endsWith("deleted: everything that ./trio deploy created for namespace trio\n");
		assertThat(this.kubectl.changes()).startsWith("delete namespace trio")
			.endsWith("delete deployment,service,telemetry -n istio-system -l"
					+ " app.kubernetes.io/managed-by=trio-deploy");
	}

	@Test
	void writesTheManifestsOfAnotherNamespace() throws Exception {
		Installation alice = new Installation("alice");
		Path home = Files.createDirectories(this.temp.resolve("home"));
		for (String file : List.of("k8s/namespace.yaml", "istio/gateway.yaml")) {
			Files.createDirectories(home.resolve(file).getParent());
			Files.copy(TrioProcess.HOME.resolve(file), home.resolve(file));
		}
		Files.writeString(home.resolve("k8s/kustomization.yaml"), "resources: [namespace.yaml, service0.yaml]");
		Files.copy(TrioProcess.HOME.resolve("k8s/service0.yaml"), home.resolve("k8s/service0.yaml"));
		ServiceImages images = new ServiceImages("registry.example.com/team", "1.10");
		Manifests.of(home, alice, "otel", images, false);
		Path made = Manifests.folder(home, alice);
		assertThat(made.resolve("namespace.yaml")).content().contains("\n  name: alice\n").doesNotContain("name: trio");
		assertThat(made.resolve("gateway.yaml")).content()
			.contains("hosts: [alice.example.com]", "credentialName: alice-example-com")
			.doesNotContain("trio.example.com", "trio-example-com");
		assertThat(made.resolve("kustomization.yaml")).content()
			.contains("namespace: alice\n",
					"resources: [../../../k8s]\nimages:\n  - {name:"
							+ " localhost/mesh-trio/service0, newName: registry.example.com/team/service0,"
							+ " newTag: \"1.10\"}\n")
			.doesNotContain("components");
		Manifests.of(home, alice, "otel", images, true);
		assertThat(made.resolve("kustomization.yaml")).content()
			.contains("resources: [../../../k8s]\ncomponents: [../../../k8s/fan-out]\nimages:\n");
	}

	@Test
	void theManifestsDeployTheServicesOfTheFolders() throws IOException {
		try (Stream<Path> folders = Files.list(TrioProcess.HOME)) {
			assertThat(ServiceImages.services(TrioProcess.HOME.resolve("k8s")))
				.contains("service0", "service1", "service2")
				.containsExactlyInAnyOrderElementsOf(folders.map((folder) -> folder.getFileName().toString())
					.filter((name) -> name.matches("service\\d+"))
					.toList());
		}
	}

	/**
	 * A fourth service: a folder for {@code trio up}, a manifest for {@code trio deploy},
	 * and no line of this program.
	 */
	@Test
	void deploysAFourthServiceThatIsOnlyInTheManifests() throws Exception {
		Path home = withFourthService();
		this.kubectl.answers("get service -n istio-system istio-ingressgateway -o json", "{}")
			.answers("apply * -k *",
					Stream.of(0, 1, 2, 3)
						.map((i) -> "deployment.apps/service" + i + "-v1 serverside-applied")
						.collect(Collectors.joining("\n")))
			.answers("get deployments,replicasets,pods *",
					"{\"items\": [" + Stream.of(0, 1, 2, 3)
						.map((i) -> WAITING.formatted(READY).replace("service0", "service" + i))
						.collect(Collectors.joining(",")) + "]}")
			.runs("port-forward *",
					"echo 'Forwarding from 127.0.0.1:" + this.gateway.getHttpsPort() + " -> 443'; exec sleep 60");
		answer("service0", "service1", "service2", "service3");
		assertThat(deploy(home, "--image-tag", "1.2.0")).as(this.output).isZero();
		assertThat(this.output).contains("service3-v1 is ready (4 of 4) after ",
				"\nhttps://trio.example.com/service0 answers 200: service0 → service1 → service2 → service3\n");
		assertThat(home.resolve("target/deploy/trio/kustomization.yaml")).content()
			.contains("\n  - {name: localhost/mesh-trio/service3, newTag: \"1.2.0\"}\n");
	}

	private Path withFourthService() throws IOException {
		Path home = this.temp.resolve("home");
		for (String folder : List.of("k8s", "istio")) {
			try (Stream<Path> files = Files.walk(TrioProcess.HOME.resolve(folder))) {
				for (Path file : files.filter(Files::isRegularFile).toList()) {
					Path copy = home.resolve(TrioProcess.HOME.relativize(file));
					Files.createDirectories(copy.getParent());
					Files.copy(file, copy);
				}
			}
		}
		Path kustomization = home.resolve("k8s/kustomization.yaml");
		Files.writeString(kustomization, Files.readString(kustomization) + "  - service3.yaml\n");
		Files.writeString(home.resolve("k8s/service3.yaml"),
				Files.readString(home.resolve("k8s/service2.yaml")).replace("service2", "service3"));
		return home;
	}

	/** The chain behind the gateway: each service calls the next. */
	private void answer(String... services) {
		String answer = "null";
		for (int i = services.length - 1; i >= 0; i--) {
			String call = (i == services.length - 1) ? "" : """
					{"url": "http://next/", "requestHeaders": {}, "responseHeaders": {}, "durationMillis": 1,
					"status": 200, "next": %s}""".formatted(answer);
			answer = """
					{"schema": 2, "service": "%s", "version": "v1", "namespace": "trio", "status": 200, "message": "",
					"received": {"method": "GET", "path": "/", "headers": {}}, "durationMillis": 1, "calls": [%s]}"""
				.formatted(services[i], call);
		}
		this.gateway.stubFor(get("/service0").willReturn(okJson(answer)));
	}

	private static String pod(String container) {
		return """
				, {"kind": "Pod", "metadata": {"name": "p", "ownerReferences": [{"name": "rs"}]},
				"status": {"containerStatuses": [{"name": "service0", %s}]}}""".formatted(container);
	}

	private static String base64(String text) {
		return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

	private int deploy(String... arguments) throws Exception {
		return deploy(TrioProcess.HOME, arguments);
	}

	private int deploy(Path home, String... arguments) throws Exception {
		TrioJvm.Result result = trio.run(home,
				Stream.concat(Stream.of("deploy"), Stream.of(arguments)).toArray(String[]::new));
		this.output = result.output();
		return result.exitCode();
	}

}
