package org.meshtrio.meshtest;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshtrio.mesh.cluster.ClusterException;
import org.meshtrio.meshtest.support.Mesh;
import org.meshtrio.meshtest.support.OnMesh;
import org.meshtrio.meshtest.support.TestGateway;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code ./trio doctor}: each cause is made on the mesh, and the doctor names it and no
 * other. If its fix is a command, the command fixes it.
 */
@OnMesh
class DoctorIT {

	private static final String NAMESPACE = "trio-test-doctor";

	private static final String ENDPOINT = "MANAGEMENT_TRACING_EXPORT_ZIPKIN_ENDPOINT";

	private static final String COLLECTOR = "http://zipkin.istio-system:9411/api/v2/spans";

	/** Proxies take up to a minute to leave an old tracer, and the doctor 15 s or so. */
	private static final Duration LIMIT = Duration.ofSeconds(115);

	/** With it the trio answers like any other service. */
	private static final String[] ANY_SERVICE = { "-H", "accept: text/plain" };

	private final Mesh mesh;

	DoctorIT(Mesh mesh) throws ClusterException, IOException {
		this.mesh = mesh;
		mesh.apply(NAMESPACE, """
				configMapGenerator:
				  - name: propagation
				    literals: ["MANAGEMENT_TRACING_PROPAGATION_CONSUME=W3C,B3,B3_MULTI"]
				    options: {disableNameSuffixHash: true}
				""");
		mesh.gateway().open(NAMESPACE);
		mesh.awaitReady(NAMESPACE);
	}

	@BeforeAll
	void healthy() throws Exception {
		telemetry("otel", "100");
		expectHealthy();
	}

	@AfterEach
	void asItWas() throws ClusterException {
		this.mesh.settings().config((config) -> config);
		telemetry("otel", "100");
	}

	@Test
	void healthyMeshGetsNoComplaint() throws Exception {
		Answer answer = expectHealthy(ANY_SERVICE);
		assertThat(answer.json().path("findings").size()).isZero();
	}

	@Test
	void noTelemetry() throws Exception {
		this.mesh.settings().telemetry("");
		JsonNode finding = expect("NO_SPANS", "no-provider");
		fix(finding);
	}

	@Test
	void spansTurnedOff() throws Exception {
		telemetry("otel", "100\n      disableSpanReporting: true");
		JsonNode finding = expect("NO_SPANS", "spans-disabled");
		assertThat(finding.path("where").asString()).isEqualTo("Telemetry istio-system/mesh-default");
		fix(finding);
	}

	@Test
	void undefinedProvider() throws Exception {
		telemetry("nowhere", "100");
		JsonNode finding = expect("NO_SPANS", "unusable-provider");
		assertThat(finding.path("what").asString()).contains("the provider nowhere", "isn't defined",
				"(tracing providers: otel");
		fix(finding);
	}

	@ParameterizedTest
	@CsvSource({ "missing.trio-test-doctor.svc.cluster.local, 4317, missing-service, Service trio-test-doctor/missing",
			"jaeger-collector.istio-system.svc.cluster.local, 14317, wrong-port, 4317 and 4318",
			"empty.trio-test-doctor.svc.cluster.local, 4317, no-ready-pod, Service trio-test-doctor/empty",
			"jaeger-collector.istio-system, 4317, unknown-host, host" })
	void unreachableProvider(String service, int port, String kind, String what) throws Exception {
		this.mesh.cluster().kubectlWith("""
				apiVersion: v1
				kind: Service
				metadata: {name: empty}
				spec: {selector: {app: nobody}, ports: [{port: 4317}]}
				""", "apply", "-n", NAMESPACE, "-f", "-");
		this.mesh.settings()
			.config((config) -> config.replace("extensionProviders:\n",
					"extensionProviders:\n- name: proof\n  opentelemetry: {service: %s, port: %d}\n".formatted(service,
							port)));
		telemetry("proof", "100");
		JsonNode finding = expect("NO_SPANS", kind);
		assertThat(finding.path("what").asString()).contains("the provider proof reports to " + service + ":" + port,
				what);
	}

	@Test
	void lowSampling() throws Exception {
		telemetry("otel", "10");
		JsonNode finding = expect("SAMPLING", "low-sampling");
		assertThat(finding.path("what").asString()).contains("only 10 % of the requests");
		fix(finding);
	}

	@Test
	void callerAgainstSampling() throws Exception {
		JsonNode finding = expect("SAMPLING", "refused-by-caller", "-H",
				"traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00");
		assertThat(finding.path("what").asString()).contains("the caller", "flags 00");
	}

	@Test
	void otherHeaderFormatThanTheProviders() throws Exception {
		boolean fixed = false;
		try {
			propagation("zipkin");
			JsonNode finding = expect("FORMAT", "stale-context-first");
			assertThat(finding.path("what").asString()).contains("service0 reads", "before traceparent");
			assertThat(expect("FORMAT", "stale-context-used", ANY_SERVICE).path("what").asString())
				.contains("service0 uses b3");
			fix(finding);
			fixed = true;
		}
		finally {
			if (!fixed) {
				propagation("otel");
			}
		}
	}

	@Test
	void headersNotForwarded() throws Exception {
		try {
			set("MESH_PROPAGATION_FORWARD=false");
			JsonNode finding = expect("FORWARDING", "not-forwarded");
			assertThat(finding.path("what").asString()).contains("breaks between service1 and service2");
			assertThat(finding.path("where").asString()).startsWith("pod service1-v1-");
			assertThat(expect("FORWARDING", "calls-in-new-trace", ANY_SERVICE).path("what").asString())
				.contains("breaks between service1 and service2");
			fix(finding);
		}
		finally {
			set("MESH_PROPAGATION_FORWARD-");
		}
	}

	@Test
	void spansNotReported() throws Exception {
		try {
			set(ENDPOINT + "=http://localhost:9411/api/v2/spans");
			JsonNode finding = expect("REPORTING", "hop-not-reporting");
			assertThat(finding.path("what").asString()).contains("service1 makes spans",
					"http://localhost:9411/api/v2/spans");
			assertThat(expect("REPORTING", "parents-missing", ANY_SERVICE).path("what").asString())
				.contains("service1 makes spans");
			fix(finding);
		}
		finally {
			set(ENDPOINT + "=" + COLLECTOR);
		}
	}

	@Test
	void portThatDeclaresTcp() throws Exception {
		try {
			portName("service1", "tcp");
			JsonNode finding = expect("NO_SPANS", "port-not-http");
			assertThat(finding.path("what").asString()).contains("the request reached service1", "port 80",
					"declares tcp (name: tcp)");
			assertThat(expect("NO_SPANS", "port-not-http", ANY_SERVICE).path("what").asString())
				.contains("the request reached service1");
			fix(finding);
		}
		finally {
			portName("service1", "http");
		}
	}

	/**
	 * An application without spans leaves none at all there, so the counters of its
	 * caller's proxy tell.
	 */
	@Test
	void portOfTheLastServiceThatDeclaresTcp() throws Exception {
		try {
			portName("service2", "tcp");
			kubectl("set", "env", "-n", NAMESPACE, "deployment", "-l", "app=service2", "MESH_PROPAGATION_SPANS=false");
			this.mesh.awaitReady(NAMESPACE);
			JsonNode finding = expect("NO_SPANS", "port-not-http", ANY_SERVICE);
			assertThat(finding.path("what").asString()).contains(
					"the proxy of service1 opens connections to Service " + NAMESPACE + "/service2",
					"declares tcp (name: tcp)");
			fix(finding);
		}
		finally {
			portName("service2", "http");
			kubectl("set", "env", "-n", NAMESPACE, "deployment", "-l", "app=service2", "MESH_PROPAGATION_SPANS-");
			this.mesh.awaitReady(NAMESPACE);
		}
	}

	@Test
	void hopWithoutASidecar() throws Exception {
		try {
			inject("\"false\"");
			JsonNode finding = expect("NO_SPANS", "no-sidecar");
			assertThat(finding.path("what").asString()).contains("the request reached service2, which has no sidecar",
					"sidecar.istio.io/inject: false");
			assertThat(expect("NO_SPANS", "no-sidecar", ANY_SERVICE).path("where").asString())
				.startsWith("pod service2-v1-");
		}
		finally {
			inject("null");
			expectHealthy();
		}
	}

	@Test
	void mutualTlsToACollectorWithoutASidecar() throws Exception {
		try {
			destinationRule("ISTIO_MUTUAL");
			JsonNode finding = expect("NO_SPANS", "mutual-tls-to-plain");
			assertThat(finding.path("where").asString()).isEqualTo("DestinationRule istio-system/trio-test-doctor");
			fix(finding);
		}
		finally {
			kubectl("delete", "destinationrule", "-n", "istio-system", NAMESPACE, "--ignore-not-found");
		}
	}

	/** Whether a collector ends TLS itself isn't known, so the proxies' counters tell. */
	@Test
	void reportsThatTheProxiesCountAsLost() throws Exception {
		try {
			destinationRule("SIMPLE");
			JsonNode finding = expect("NO_SPANS", "reports-lost");
			assertThat(finding.path("what").asString()).contains("count that it doesn't arrive",
					"DestinationRule istio-system/trio-test-doctor may be the reason");
		}
		finally {
			kubectl("delete", "destinationrule", "-n", "istio-system", NAMESPACE, "--ignore-not-found");
			expectHealthy();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "accept: text/plain", "accept: application/json" })
	void answerWithAnError(String accept) throws Exception {
		Answer answer = expectHealthy("-H", accept, "-H", "trio-fault: service2=500");
		assertThat(answer.json().path("failure").path("began").asString()).isEqualTo("service2");
		assertThat(answer.json().path("failure").path("status").asInt()).isEqualTo(500);
		assertThat(answer.json().path("failure").path("passedOn").path(0).asString()).isEqualTo("service1");
	}

	@Test
	void routeThatTheGatewayDoesNotHave() throws Exception {
		Answer answer = run("doctor", TestGateway.url(NAMESPACE).resolve("/nowhere"));
		assertThat(answer.exitCode()).isEqualTo(2);
		assertThat(answer.json().path("sentence").asString()).contains("the gateway itself answered 404");
	}

	@Test
	void traceOfAServiceThatIsNotOfTheTrio() throws Exception {
		Answer answer = run("trace", TestGateway.url(NAMESPACE), "--mesh", "-H", "accept: text/plain");
		assertThat(answer.json().path("sentence").asString()).startsWith("Joined, by its spans: gateway, service0");
		assertThat(answer.exitCode()).isZero();
		try {
			set("MESH_PROPAGATION_FORWARD=false");
			Answer broken = run("trace", TestGateway.url(NAMESPACE), "--mesh", "-H", "accept: text/plain");
			assertThat(broken.json().path("sentence").asString()).startsWith("Broken between service1 and service2")
				.contains("can't be named");
			assertThat(broken.exitCode()).isOne();
		}
		finally {
			set("MESH_PROPAGATION_FORWARD-");
		}
	}

	private void portName(String service, String name) throws ClusterException {
		kubectl("patch", "service", "-n", NAMESPACE, service, "--type", "json", "-p",
				"[{\"op\": \"replace\", \"path\": \"/spec/ports/0/name\", \"value\": \"" + name + "\"}]");
	}

	/** Changes service2's label that turns injection off, and waits for its new pod. */
	private void inject(String value) throws ClusterException {
		kubectl("patch", "deployment", "-n", NAMESPACE, "service2-v1", "--type", "merge", "-p",
				"{\"spec\": {\"template\": {\"metadata\": {\"labels\": {\"sidecar.istio.io/inject\": " + value
						+ "}}}}}");
		this.mesh.awaitReady(NAMESPACE);
	}

	private void destinationRule(String mode) throws ClusterException {
		this.mesh.cluster().kubectlWith("""
				apiVersion: networking.istio.io/v1
				kind: DestinationRule
				metadata: {name: %s}
				spec:
				  host: jaeger-collector.istio-system.svc.cluster.local
				  trafficPolicy: {tls: {mode: %s}}
				""".formatted(NAMESPACE, mode), "apply", "-n", "istio-system", "-f", "-");
	}

	/** Sets which context the applications read first, and waits for their new pods. */
	private void propagation(String provider) throws ClusterException {
		kubectl("apply", "--server-side", "--force-conflicts", "-n", NAMESPACE, "-f",
				Mesh.file("istio/telemetry/" + provider + "/propagation.yaml"));
		kubectl("rollout", "restart", "-n", NAMESPACE, "deployment");
		this.mesh.awaitReady(NAMESPACE);
	}

	/** Changes service1's environment, and waits for its new pod. */
	private void set(String variable) throws ClusterException {
		kubectl("set", "env", "-n", NAMESPACE, "deployment", "-l", "app=service1", variable);
		this.mesh.awaitReady(NAMESPACE);
	}

	private void telemetry(String provider, String sampling) throws ClusterException {
		this.mesh.settings().telemetry("""
				apiVersion: telemetry.istio.io/v1
				kind: Telemetry
				metadata:
				  name: mesh-default
				spec:
				  tracing:
				    - providers: [{name: %s}]
				      randomSamplingPercentage: %s
				""".formatted(provider, sampling));
	}

	private void kubectl(String... arguments) throws ClusterException {
		this.mesh.cluster().kubectl(arguments);
	}

	/**
	 * Runs the command of the finding as a user would, and checks that the mesh is
	 * healthy again.
	 */
	private void fix(JsonNode finding) throws Exception {
		String command = finding.path("fix").asString();
		Process shell = process(List.of("sh", "-c", command), Path.of("tests/mesh/target/fix.log"));
		assertThat(shell.waitFor(60, TimeUnit.SECONDS)).as(command).isTrue();
		assertThat(shell.exitValue()).as(command).isZero();
		this.mesh.awaitReady(NAMESPACE);
		expectHealthy();
	}

	private Answer expectHealthy(String... arguments) throws Exception {
		return await(List.of(), 0, arguments);
	}

	private JsonNode expect(String cause, String kind, String... arguments) throws Exception {
		JsonNode finding = await(List.of(cause), 1, arguments).json().path("findings").path(0);
		assertThat(finding.path("kind").asString()).isEqualTo(kind);
		return finding;
	}

	/** A change reaches the proxies and pods late, so the doctor is asked again. */
	private Answer await(List<String> causes, int exitCode, String... arguments) {
		return Awaitility.await("the doctor finds " + causes + " and ends with exit code " + exitCode)
			.pollInSameThread()
			.pollDelay(Duration.ZERO)
			.atMost(LIMIT)
			.until(() -> doctor(arguments),
					(answer) -> answer.exitCode() == exitCode && answer.causes().equals(causes));
	}

	private Answer doctor(String... arguments) throws Exception {
		return run("doctor", TestGateway.url(NAMESPACE), arguments);
	}

	private Answer run(String name, URI url, String... arguments) throws Exception {
		Stream<String> namespace = name.equals("doctor") ? Stream.of("--namespace", NAMESPACE) : Stream.of();
		List<String> command = Stream
			.of(Stream.of(Mesh.file("trio"), name, url.toString(), "--wait", "8", "--json"), namespace,
					Stream.of(arguments))
			.flatMap((part) -> part)
			.toList();
		Path output = Path.of("tests/mesh/target/doctor.json");
		Process process = process(command, output);
		assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("the doctor ends").isTrue();
		return new Answer(process.exitValue(), Files.readString(Mesh.HOME.resolve(output)));
	}

	private static Process process(List<String> command, Path output) throws IOException {
		File file = Mesh.HOME.resolve(output).toFile();
		ProcessBuilder builder = new ProcessBuilder(command).directory(Mesh.HOME.toFile())
			.redirectErrorStream(true)
			.redirectOutput(file);
		// Maven is just building.
		builder.environment().put("TRIO_BUILD", "never");
		return builder.start();
	}

	/**
	 * The doctor's answer.
	 *
	 * @param exitCode its exit code
	 * @param output what it printed
	 */
	private record Answer(int exitCode, String output) {

		JsonNode json() {
			try {
				return JsonMapper.shared().readTree(this.output);
			}
			catch (JacksonException ex) {
				throw new AssertionError("no JSON: " + this.output, ex);
			}
		}

		List<String> causes() {
			List<String> causes = new ArrayList<>();
			json().path("findings").forEach((finding) -> causes.add(finding.path("cause").asString()));
			return causes;
		}

	}

}
