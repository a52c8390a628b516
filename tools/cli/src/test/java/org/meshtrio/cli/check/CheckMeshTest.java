package org.meshtrio.cli.check;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.meshtrio.cli.FakeKubectl;
import org.meshtrio.cli.TrioJvm;
import org.meshtrio.cli.TrioProcess;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code trio check --mesh}, with a kubectl whose forwarded ports lead to this test: a
 * gateway, and a store with the spans of the gateway and of sidecars.
 */
@DisabledOnOs(OS.WINDOWS)
class CheckMeshTest {

	private static final String SPAN = """
			{"traceId": "%1$s", "id": "%2$s", "parentId": "%3$s", "kind": "%4$s", "name": "stock:80/*",
			"timestamp": 1000000, "duration": 100, "localEndpoint": {"serviceName": "%5$s"},
			"tags": {"component": "proxy"}}""";

	static {
		// As Capture does. Otherwise each answer takes 40 ms more.
		System.setProperty("sun.net.httpserver.nodelay", "true");
	}

	@TempDir
	private Path bin;

	/** Of the requests that the caller sampled. */
	private final Set<String> traces = ConcurrentHashMap.newKeySet();

	/** Whether the sidecar's call is in the trace of the request. */
	private boolean forwards = true;

	private HttpServer server;

	private TrioJvm trio;

	@BeforeEach
	void start() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/cart", this::cart);
		this.server.createContext("/api/v2/services", (exchange) -> json(exchange, "[]"));
		this.server.createContext("/api/v2/trace/", this::trace);
		this.server.createContext("/api/v2/traces",
				(exchange) -> json(exchange, "[[" + span("c".repeat(32), "7", "", "CLIENT", "cart") + "]]"));
		this.server.start();
		String forward = "echo 'Forwarding from 127.0.0.1:" + this.server.getAddress().getPort()
				+ " -> 80'; exec sleep 60";
		new FakeKubectl(this.bin).answers("get *", "")
			.answers("version *", "{}")
			.answers("config current-context", "test")
			.answers("get service -n istio-system istio-ingressgateway *", "service/istio-ingressgateway")
			.answers("get service -n istio-system tracing *", "service/tracing")
			.runs("port-forward *", forward);
		this.trio = new TrioJvm(this.bin.toString());
	}

	@AfterEach
	void stop() {
		this.trio.close();
		this.server.stop(0);
	}

	private void cart(HttpExchange exchange) throws IOException {
		String traceparent = String.valueOf(exchange.getRequestHeaders().getFirst("traceparent"));
		boolean host = "shop.example.com".equals(exchange.getRequestHeaders().getFirst("host"));
		if (host && traceparent.matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01")) {
			this.traces.add(traceparent.substring(3, 35));
		}
		exchange.getRequestBody().readAllBytes();
		json(exchange, "{}");
	}

	private void trace(HttpExchange exchange) throws IOException {
		String trace = exchange.getRequestURI().getPath().substring("/api/v2/trace/".length());
		String spans = "";
		if (this.traces.contains(trace)) {
			spans = span(trace, "1", "9", "SERVER", "istio-ingressgateway") + ","
					+ span(trace, "2", "1", "CLIENT", "istio-ingressgateway") + ","
					+ span(trace, "3", "2", "SERVER", "cart");
			spans += this.forwards ? "," + span(trace, "4", "3", "CLIENT", "cart") : "";
		}
		json(exchange, "[" + spans + "]");
	}

	private static String span(String trace, String id, String parent, String kind, String service) {
		return SPAN.formatted(trace, id, parent, kind, service).replace("\"parentId\": \"\",", "");
	}

	private static void json(HttpExchange exchange, String json) throws IOException {
		byte[] body = json.getBytes(StandardCharsets.UTF_8);
		try (exchange) {
			exchange.sendResponseHeaders(200, body.length);
			exchange.getResponseBody().write(body);
		}
	}

	@Test
	void aServiceWhoseSidecarsCallIsInTheTracePasses() throws Exception {
		TrioJvm.Result result = this.trio.run(TrioProcess.HOME, "check", "http://shop.example.com/cart", "--mesh");
		assertThat(result.exitCode()).as(result.output()).isZero();
		assertThat(result.output()).contains("Without a capture, these are the rules")
			.contains("\npassed     must   trace-continued")
			.contains("\nnot judged should version-accepted           the proxies in front of the service give it")
			.endsWith("\nPassed: no rule of level must failed. Of 53 rules, spans don't show 48.\n");
	}

	@Tag("slow")
	@Test
	void aServiceThatCallsInAnotherTraceFails() throws Exception {
		this.forwards = false;
		TrioJvm.Result result = this.trio.run(TrioProcess.HOME, "check", "http://shop.example.com/cart", "--mesh",
				"--rule", "trace-continued");
		assertThat(result.exitCode()).as(result.output()).isEqualTo(1);
		assertThat(result.output()).contains("\n    wrong    cart called stock:80/* in another trace\n");
	}

	@Test
	void aProbeIsntForAMesh() throws Exception {
		TrioJvm.Result result = this.trio.run(TrioProcess.HOME, "check", "http://shop.example.com/cart", "--mesh",
				"--every", "60s", "--metrics", ":9464");
		assertThat(result.exitCode()).isEqualTo(2);
		assertThat(result.output()).contains("--mesh and --every exclude each other");
	}

}
