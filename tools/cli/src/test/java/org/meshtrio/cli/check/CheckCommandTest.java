package org.meshtrio.cli.check;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.meshtrio.check.rule.Rule;
import org.meshtrio.trace.wait.Deadline;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code trio check} of a service that copies some headers by hand. */
class CheckCommandTest {

	private final StringWriter out = new StringWriter();

	private final StringWriter err = new StringWriter();

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final HttpClient client = HttpClient.newHttpClient();

	private List<String> copied = List.of("traceparent", "tracestate");

	private HttpServer service;

	private int capture;

	@TempDir
	private Path temp;

	static {
		// As Capture does, but the service has a server of the JDK before.
		System.setProperty("sun.net.httpserver.nodelay", "true");
	}

	@BeforeEach
	void start() throws IOException {
		this.capture = unusedPort();
		this.service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 300);
		this.service.createContext("/cart", this::cart);
		this.service.setExecutor(this.executor);
		this.service.start();
	}

	@AfterEach
	void stop() {
		this.service.stop(0);
		this.executor.shutdownNow();
	}

	private void cart(HttpExchange exchange) throws IOException {
		try (exchange) {
			HttpRequest.Builder request = HttpRequest
				.newBuilder(URI.create("http://127.0.0.1:" + this.capture + "/items"));
			this.copied.forEach((name) -> exchange.getRequestHeaders()
				.getOrDefault(name, List.of())
				.forEach((value) -> request.header(name, value)));
			exchange.sendResponseHeaders(
					this.client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode(), -1);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	void aServiceThatCopiesTheTraceHeadersPasses() throws IOException {
		Path junit = this.temp.resolve("check.xml");
		Path sarif = this.temp.resolve("check.sarif");
		assertThat(check("--junit", junit.toString(), "--sarif", sarif.toString(), "--rule", "w3c-continued", "--rule",
				"request-id-kept", "--rule", "late-calls-continued"))
			.isZero();
		assertThat(this.out.toString()).contains("-Dhttp.proxyHost=127.0.0.1 -Dhttp.proxyPort=" + this.capture)
			.contains("The service calls the capture, 1 call for each request, and answers 200.")
			.contains("✗ request-id-kept (should)")
			.contains("\nnot judged must   late-calls-continued       the service makes no call after its response")
			.endsWith("\nPassed: no rule of level must failed.\n");
		assertThat(junit).content().contains("<testcase classname=\"trio.check\" name=\"w3c-continued\">");
		assertThat(JsonMapper.shared().readTree(Files.readString(sarif)).get("version").asString()).isEqualTo("2.1.0");
	}

	@Test
	void aServiceThatForwardsNothingFailsWithTheFix() {
		this.copied = List.of();
		assertThat(check("--rule", "w3c-continued")).isEqualTo(1);
		assertThat(this.out.toString()).contains("✗ w3c-continued (must)  a request with traceparent leaves with")
			.containsPattern("\n    sent     traceparent: 00-[0-9a-f-]+\n")
			.contains("\n    wrong    the call has no traceparent\n")
			.contains("\n    fix      Spring: create clients with Spring Boot's builders")
			.endsWith("\nFailed: 1 rule of level must.\n");
	}

	@Test
	void jsonHasOneRule() {
		assertThat(check("--rule", "request-id-kept", "--json", "--fail-on", "should")).isEqualTo(1);
		JsonNode report = JsonMapper.shared().readTree(this.out.toString());
		assertThat(report.get("way").asString()).isEqualTo("upstream");
		assertThat(report.get("rules")).hasSize(1);
		assertThat(report.get("rules").get(0).get("detail").asString()).startsWith("x-request-id left without ");
	}

	@Test
	void aServiceThatCallsNothingCantBeJudged() {
		this.service.removeContext("/cart");
		assertThat(check("--wait", "0.1")).isEqualTo(2);
		assertThat(this.err.toString()).startsWith(
				"trio: The service answered 404, but sent nothing to the capture at port " + this.capture + ".");
	}

	@Test
	void listsTheRules() {
		assertThat(new CommandLine(new CheckCommand()).setOut(new PrintWriter(this.out)).execute("--list")).isZero();
		assertThat(this.out.toString().lines()).hasSize(Rule.values().length);
	}

	@Test
	@Timeout(60)
	void aProbeShowsMetricsUntilItEnds() throws Exception {
		int port = unusedPort();
		Thread probe = new Thread(
				() -> check("--rule", "w3c-continued", "--every", "0.1", "--metrics", "127.0.0.1:" + port));
		probe.start();
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")).build();
		Deadline deadline = Deadline.after(Duration.ofSeconds(30));
		String metrics = "";
		while (!metrics.contains("rule=\"w3c-continued\"") && deadline.pause(Duration.ofMillis(50))) {
			try {
				metrics = this.client.send(request, HttpResponse.BodyHandlers.ofString()).body();
			}
			catch (IOException ex) {
				// It doesn't listen yet.
			}
		}
		probe.interrupt();
		probe.join();
		assertThat(metrics).contains("trio_check_up{url=\"" + url() + "\"} 1\n")
			.containsPattern("level=\"must\".* 1\n");
	}

	private int check(String... arguments) {
		List<String> line = new ArrayList<>(List.of(url(), "--capture", String.valueOf(this.capture), "--late", "0.1"));
		line.addAll(List.of(arguments));
		return new CommandLine(new CheckCommand()).setOut(new PrintWriter(this.out, true))
			.setErr(new PrintWriter(this.err, true))
			.execute(line.toArray(String[]::new));
	}

	private String url() {
		return "http://127.0.0.1:" + this.service.getAddress().getPort() + "/cart";
	}

	private static int unusedPort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

}
