package org.meshtrio.meshtest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshtrio.mesh.cluster.Cluster;
import org.meshtrio.mesh.cluster.ClusterException;
import org.meshtrio.mesh.cluster.PortForward;
import org.meshtrio.mesh.cluster.Subprocess;
import org.meshtrio.meshtest.support.Curl;
import org.meshtrio.meshtest.support.Mesh;
import org.meshtrio.meshtest.support.OnMesh;
import org.meshtrio.meshtest.support.Poll;
import org.meshtrio.meshtest.support.TestGateway;
import org.meshtrio.trace.wait.Deadline;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * The gateway, the security and the versions of k8s/ and istio/. Each is tested with a
 * request that must succeed and one that must fail.
 */
@OnMesh
class DeployedManifestsIT {

	private static final String NAMESPACE = "trio-test-deployment";

	private static final String HOST = TestGateway.host(NAMESPACE);

	private final Cluster cluster;

	private final Curl curl;

	DeployedManifestsIT(Mesh mesh) {
		this.cluster = mesh.cluster();
		this.curl = new Curl(NAMESPACE, mesh.gateway().httpPort(), mesh.gateway().httpsPort());
	}

	@BeforeAll
	void deploy(Mesh mesh) throws Exception {
		mesh.apply(NAMESPACE, "");
		this.cluster.kubectl("apply", "--server-side", "--validate=strict", "-n", NAMESPACE, "-f",
				Mesh.file("k8s/client.yaml"));
		mesh.gateway().open(NAMESPACE);
		mesh.awaitReady(NAMESPACE);
		Poll.until("the gateway", "HTTP/2 200 .*", () -> this.curl.path("/service0"));
	}

	@Test
	void theChainAnswersOverHttp2() throws Exception {
		assertThat(this.curl.path("/service0")).startsWith("HTTP/2 200")
			.contains("=arrive service0, invoke service1=", "=arrive service1, invoke service2=", "hello world",
					"=service2 Details of the http request header:=");
	}

	@Test
	void httpIsRedirected() throws Exception {
		assertThat(this.curl.get("http://" + HOST + "/service0?a=b")).startsWith("HTTP/1.1 301")
			.contains("location: https://" + HOST + "/service0?a=b");
		assertThat(this.curl.get("http://other.trio-test.example.com/service0")).startsWith("HTTP/1.1 404");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/service0", "/service0/", "/service0?a=b" })
	void service0IsRewrittenToTheRoot(String path) throws Exception {
		assertThat(this.curl.path(path)).startsWith("HTTP/2 200").contains("=arrive service0");
	}

	@Test
	void whatFollowsService0IsKept() throws Exception {
		assertThat(this.curl.path("/service0/headers")).startsWith("HTTP/2 200")
			.contains("\"x-envoy-original-path\":[\"/service0/headers\"]");
		assertThat(this.curl.path("/service0/status/418")).startsWith("HTTP/2 418");
		assertThat(this.curl.path("/service0//headers")).doesNotStartWith("HTTP/2 200");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/service0x", "/service0x/headers", "/headers", "/readyz", "/healthz/", "/metricsx",
			"/getVersion/a" })
	void nothingElseIsRouted(String path) throws Exception {
		assertThat(this.curl.path(path)).startsWith("HTTP/2 404").contains("server: istio-envoy");
	}

	@Test
	void theExactPaths() throws Exception {
		assertThat(this.curl.path("/healthz")).startsWith("HTTP/2 200").contains("\"status\":\"UP\"");
		assertThat(this.curl.path("/metrics")).startsWith("HTTP/2 200").contains("http_server_requests_seconds_bucket");
		assertThat(this.curl.path("/getVersion")).startsWith("HTTP/2 200").contains("service0 v1");
	}

	@Test
	void theCertificateIsThatOfTheSecret() throws Exception {
		assertThat(this.curl.get("https://" + HOST + "/getVersion", "-v")).startsWith("HTTP/2 200");
		Path other = Mesh.HOME.resolve("tests/mesh/target/other.crt");
		Subprocess.run(Duration.ofSeconds(30), "", List.of("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes",
				"-subj", "/CN=other", "-keyout", other + ".key", "-out", other.toString()));
		assertThat(this.curl.get("https://" + HOST + "/getVersion", "--cacert", other.toString()))
			.startsWith("exit 60: ");
		// curl also checks the name, and no server of the gateway has this one.
		assertThat(this.curl.get("https://unknown.example.com/getVersion")).startsWith("exit ");
	}

	@Test
	@SuppressWarnings("try")
	void strictRefusesAClientWithoutASidecar() throws Exception {
		Poll.until("a client without a sidecar, before", "200", () -> from("client-outside", "http://service1/"));
		try (Applied strict = new Applied("istio/security/strict.yaml")) {
			// The proxy refuses plain text with a reset, so there is no status.
			Poll.until("a client without a sidecar, STRICT", "000", () -> from("client-outside", "http://service1/"));
			Poll.until("a client with a sidecar, STRICT", "200", () -> from("client", "http://service1/"));
			Poll.until("the gateway, STRICT", "HTTP/2 200 .*", () -> this.curl.path("/service0"));
			assertThat(restarts()).as("restarts because of probes that STRICT breaks").isZero();
		}
		Poll.until("a client without a sidecar, after", "200", () -> from("client-outside", "http://service1/"));
	}

	@Test
	@SuppressWarnings("try")
	void onlyTheCallerInTheChainMayCall() throws Exception {
		Poll.until("client calls service2, before", "200", () -> from("client", "http://service2/"));
		try (Applied strict = new Applied("istio/security/strict.yaml");
				Applied callers = new Applied("istio/security/callers.yaml")) {
			for (String service : List.of("service1", "service2")) {
				Poll.until("client calls " + service, "403", () -> from("client", "http://" + service + "/"));
			}
			Poll.until("the chain", "HTTP/2 200 .*hello world.*", () -> this.curl.path("/service0"));
			String body = this.cluster.kubectl("exec", "-n", NAMESPACE, "deployment/client", "-c", "curl", "--", "curl",
					"-s", "http://service1/");
			assertThat(body).isEqualTo("RBAC: access denied");
		}
		Poll.until("client calls service2 again", "200", () -> from("client", "http://service2/"));
	}

	@Test
	@SuppressWarnings("try")
	void theNetworkDropsOtherConnections() throws Exception {
		assumeThat(networkPolicyIsEnforced()).as("this cluster's network enforces NetworkPolicy").isTrue();
		Poll.until("client-outside calls service1, before", "200", () -> from("client-outside", "http://service1/"));
		try (Applied network = new Applied("istio/security/network.yaml")) {
			for (String service : List.of("service0", "service1", "service2")) {
				Poll.until("client-outside calls " + service, "000",
						() -> from("client-outside", "http://" + service + "/"));
			}
			Poll.until("client calls service0", "200", () -> from("client", "http://service0/"));
			Poll.until("the gateway", "HTTP/2 200 .*hello world.*", () -> this.curl.path("/service0"));
			assertThat(restarts()).as("restarts because of probes that the policies break").isZero();
		}
		Poll.until("client-outside calls service1, after", "200", () -> from("client-outside", "http://service1/"));
	}

	/** Whether a policy that allows no traffic blocks a request. */
	private boolean networkPolicyIsEnforced() throws ClusterException {
		this.cluster.kubectlWith("""
				apiVersion: networking.k8s.io/v1
				kind: NetworkPolicy
				metadata: {name: deny-all}
				spec: {podSelector: {}, policyTypes: [Ingress]}
				""", "apply", "-n", NAMESPACE, "-f", "-");
		try {
			Deadline deadline = Deadline.after(Duration.ofSeconds(15));
			boolean dropped;
			do {
				dropped = from("client-outside", "http://service1/").equals("000");
			}
			while (!dropped && deadline.pause(Duration.ofMillis(250)));
			return dropped;
		}
		finally {
			this.cluster.kubectl("delete", "-n", NAMESPACE, "networkpolicy", "deny-all");
		}
	}

	@Test
	void theGatewayApiHasTheSameRoutes() throws Exception {
		this.cluster.kubectl("delete", "secret", "-n", NAMESPACE, "trio-example-com", "--ignore-not-found");
		this.cluster.kubectl("create", "secret", "tls", "-n", NAMESPACE, "trio-example-com", "--cert",
				TestGateway.certificate(NAMESPACE).toString(), "--key",
				TestGateway.certificate(NAMESPACE).toString().replace(".crt", ".key"));
		String yaml = Files.readString(Path.of(Mesh.file("istio/gateway-api/gateway.yaml")))
			.replace("trio.example.com", HOST);
		this.cluster.kubectlWith(yaml, "apply", "--server-side", "--validate=strict", "-n", NAMESPACE, "-f", "-");
		this.cluster.kubectl("wait", "-n", NAMESPACE, "gateway.gateway.networking.k8s.io/trio",
				"--for=condition=Programmed", "--timeout=90s");
		this.cluster.kubectl("rollout", "status", "-n", NAMESPACE, "deployment/trio-istio", "--timeout=90s");
		try (PortForward http = this.cluster.forward(NAMESPACE, "service/trio-istio", 80);
				PortForward https = this.cluster.forward(NAMESPACE, "service/trio-istio", 443)) {
			Curl entry = new Curl(NAMESPACE, http.port(), https.port());
			Poll.until("the gateway of the Gateway API", "HTTP/2 200 .*=arrive service0.*hello world.*",
					() -> entry.path("/service0"));
			assertThat(entry.get("http://" + HOST + "/service0")).startsWith("HTTP/1.1 301")
				.contains("location: https://" + HOST + "/service0");
			assertThat(entry.path("/service0/headers")).startsWith("HTTP/2 200").contains("\"x-request-id\"");
			assertThat(entry.path("/getVersion")).startsWith("HTTP/2 200").contains("service0 v1");
			assertThat(entry.path("/service0x")).startsWith("HTTP/2 404");
			assertThat(entry.path("/readyz")).startsWith("HTTP/2 404");
		}
		this.cluster.kubectlWith(yaml, "delete", "-n", NAMESPACE, "-f", "-");
	}

	@Test
	void theVersionsAnswerDifferently(Mesh mesh) throws Exception {
		Set<String> before = versions();
		assertThat(before).containsExactly("service1 v1 service2 v1");
		Path overlay = Files.createDirectories(Mesh.HOME.resolve("tests/mesh/target/overlays/versions"));
		Files.writeString(overlay.resolve("kustomization.yaml"), """
				apiVersion: kustomize.config.k8s.io/v1beta1
				kind: Kustomization
				namespace: %s
				resources: [../../../../../k8s/versions]
				""".formatted(NAMESPACE));
		this.cluster.kubectl("apply", "--server-side", "--validate=strict", "-k", overlay.toString());
		mesh.awaitReady(NAMESPACE);
		Set<String> seen = new TreeSet<>();
		// Each of the nine pairs is one answer in nine. All come within 90 s.
		Poll.until("all nine pairs of versions", "9", () -> {
			seen.addAll(versions());
			return String.valueOf(seen.size());
		});
		assertThat(this.curl.path("/service0")).containsPattern("hello (world|from v[23])");
		this.cluster.kubectl("delete", "-k", overlay.toString());
		Poll.until("only v1", "\\Q[service1 v1 service2 v1]\\E", () -> versions().toString());
	}

	private Set<String> versions() throws Exception {
		Set<String> versions = new TreeSet<>();
		for (int i = 0; i < 10; i++) {
			String json = this.curl.get("https://" + HOST + "/service0", "-H", "accept: application/json");
			Matcher matcher = Pattern.compile("\"service\":\"(service[12])\",\"version\":\"(v.)\"").matcher(json);
			StringBuilder pair = new StringBuilder();
			while (matcher.find()) {
				pair.append((pair.length() > 0) ? " " : "")
					.append(matcher.group(1))
					.append(' ')
					.append(matcher.group(2));
			}
			versions.add(pair.toString());
		}
		return versions;
	}

	/** The status that a client pod gets, 000 for none. */
	private String from(String client, String url) throws ClusterException {
		return this.cluster
			.run("", "exec", "-n", NAMESPACE, "deployment/" + client, "-c", "curl", "--", "curl", "-s", "-o",
					"/dev/null", "-m", "10", "-w", "%{http_code}", url)
			.output()
			.strip();
	}

	private int restarts() throws ClusterException {
		int restarts = 0;
		for (JsonNode pod : this.cluster.get("pods", "-n", NAMESPACE).path("items")) {
			for (JsonNode container : pod.path("status").path("containerStatuses")) {
				restarts += container.path("restartCount").asInt();
			}
		}
		return restarts;
	}

	/** Applies a file of the repository, and deletes its objects when it is closed. */
	private final class Applied implements AutoCloseable {

		private final String file;

		Applied(String file) throws ClusterException {
			this.file = Mesh.file(file);
			DeployedManifestsIT.this.cluster.kubectl("apply", "--server-side", "--validate=strict", "-n", NAMESPACE,
					"-f", this.file);
		}

		@Override
		public void close() throws ClusterException {
			DeployedManifestsIT.this.cluster.kubectl("delete", "-n", NAMESPACE, "-f", this.file);
		}

	}

}
