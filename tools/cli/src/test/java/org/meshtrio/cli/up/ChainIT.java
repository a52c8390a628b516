package org.meshtrio.cli.up;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.meshtrio.answer.Hop;
import org.meshtrio.cli.TrioProcess;
import org.meshtrio.trace.model.Exchange;
import org.meshtrio.trace.model.Expectation;
import org.meshtrio.trace.model.Headers;
import org.meshtrio.trace.model.Hops;
import org.meshtrio.trace.model.Span;
import org.meshtrio.trace.request.ChainClient;
import org.meshtrio.trace.store.SpanWait;
import org.meshtrio.trace.store.TraceStore;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The whole chain as a person starts it: {@code ./trio up} with the real Zipkin.
 */
public class ChainIT {

	private static final int OFFSET = TrioProcess.freeOffset();

	private static final URI SERVICE0 = URI.create("http://localhost:" + (8080 + OFFSET) + "/");

	private static final URI STORE = URI.create("http://localhost:" + (9411 + OFFSET));

	private static final Pattern EXEMPLAR = Pattern
		.compile("http_server_requests_seconds_bucket\\{[^}]*uri=\"/\"[^}]*} \\S+ # "
				+ "\\{span_id=\"(?<span>\\w+)\",trace_id=\"(?<trace>\\w+)\"}");

	private static TrioProcess up;

	@BeforeAll
	static void start() throws Exception {
		up = TrioProcess.start("up", "--port-offset", "" + OFFSET);
		up.awaitOutput("stop with Ctrl-C");
	}

	@AfterAll
	static void stop() {
		up.close();
	}

	@Test
	void tellsWhatIsReady() throws IOException {
		assertThat(up.output()).containsPattern("zipkin +\\| ")
			.containsPattern(
					"trio +\\| service2 is ready at http://localhost:" + (8082 + OFFSET) + "/ after \\d+\\.\\d s\n")
			.containsPattern("trio +\\| zipkin is ready at " + STORE + "/zipkin/ after ")
			.containsPattern("trio +\\| ready in \\d+\\.\\d s\n")
			.contains("| try   curl " + SERVICE0 + "\n")
			.contains("| try   ./trio trace " + SERVICE0 + " --store " + STORE + "\n");
	}

	@Test
	@EnabledOnOs(value = OS.LINUX, disabledReason = "others have one loopback address")
	void listensOnLoopbackAlone() throws IOException {
		for (int port : List.of(8080, 8081, 8082, 9411)) {
			// Whoever listens on all addresses would have this one too.
			try (ServerSocket other = new ServerSocket(port + OFFSET, 1, InetAddress.getByName("127.0.0.2"))) {
				assertThat(other.isBound()).isTrue();
			}
			catch (BindException ex) {
				throw new AssertionError("the program at " + port + " listens on more than 127.0.0.1", ex);
			}
		}
	}

	@Test
	void makesFiveSpansUnderTheCallersIds() throws IOException {
		String trace = "463ac35c9f6413ad48485a3953bb6124";
		String caller = "0020000000000001";
		Headers headers = new Headers(
				Map.of("x-b3-traceid", List.of(trace), "x-b3-spanid", List.of(caller), "x-b3-sampled", List.of("1")));
		Hop hop = new ChainClient(Duration.ofSeconds(30)).get(SERVICE0, headers);
		assertThat(Hops.of(hop)).extracting(Hop::service).containsExactly("service0", "service1", "service2");
		assertThat(Hops.traces(hop)).containsExactly(trace);

		List<Span> spans = new SpanWait(TraceStore.at(STORE), Duration.ofSeconds(30)).spans(Set.of(trace),
				new Expectation(new Exchange(headers, hop)));
		Map<String, Span> byName = spans.stream()
			.collect(Collectors.toMap((span) -> span.service() + " " + span.kind(), Function.identity()));
		assertThat(byName).containsOnlyKeys("service0 SERVER", "service0 CLIENT", "service1 SERVER", "service1 CLIENT",
				"service2 SERVER");
		assertThat(spans).extracting(Span::traceId).containsOnly(trace);
		String parent = caller;
		for (String name : List.of("service0 SERVER", "service0 CLIENT", "service1 SERVER", "service1 CLIENT",
				"service2 SERVER")) {
			assertThat(byName.get(name).parentId()).as("parent of " + name).isEqualTo(parent);
			parent = byName.get(name).id();
		}
		assertThat(Hops.of(hop)).extracting(Hop::spanId)
			.containsExactly(byName.get("service0 SERVER").id(), byName.get("service1 SERVER").id(),
					byName.get("service2 SERVER").id());
	}

	@Test
	void theAnswerTheLogsTheMetricsAndTheStoreAgree() throws Exception {
		Hop hop = new ChainClient(Duration.ofSeconds(30)).get(SERVICE0, Headers.NONE);
		String trace = Hops.trace(hop);

		for (Hop one : Hops.of(hop)) {
			up.awaitOutput("[" + trace + "," + one.spanId() + "] HopController: GET / 200");
		}
		assertThat(new SpanWait(TraceStore.at(STORE), Duration.ofSeconds(30)).spans(Set.of(trace),
				new Expectation(new Exchange(Headers.NONE, hop))))
			.extracting(Span::id)
			.hasSize(5)
			.containsAll(Hops.of(hop).stream().map(Hop::spanId).toList());
		for (int port : List.of(8080, 8081, 8082)) {
			// The metrics keep an exemplar for some seconds: it may be that of another
			// request.
			Matcher exemplar = EXEMPLAR.matcher(metrics(port));
			assertThat(exemplar.find()).as("an exemplar at " + port).isTrue();
			assertThat(up.output()).contains("[" + exemplar.group("trace") + "," + exemplar.group("span") + "]");
			assertThat(TraceStore.at(STORE).trace(exemplar.group("trace"))).extracting(Span::id)
				.contains(exemplar.group("span"));
		}
	}

	private static String metrics(int port) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + (port + OFFSET) + "/metrics"))
			.header("accept", "application/openmetrics-text")
			.build();
		return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
	}

	@Test
	void readinessMakesNoSpans() throws Exception {
		// Every service was asked for its readiness until it was ready.
		HttpRequest request = HttpRequest.newBuilder(STORE.resolve("/api/v2/traces?limit=1000")).build();
		String traces = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
		assertThat(traces).startsWith("[").doesNotContain("readyz");
	}

	@Test
	void traceSaysJoined() throws Exception {
		try (TrioProcess trace = TrioProcess.start("trace", SERVICE0.toString(), "--store", STORE.toString())) {
			assertThat(trace.exitCode()).as(trace.output()).isZero();
			assertThat(trace.output()).contains("└─ service1 v1   200")
				.containsPattern("\ntrace " + STORE + "/zipkin/traces/\\w{32}   5 spans\n")
				.contains("         └─ service2  SERVER")
				.containsPattern(
						"\nJoined: service0, service1 and service2 are in trace \\w{32}[^\n]* 5 spans [^\n]*\n$");
		}
	}

	@Test
	void traceShowsAllHeadersOnDemand() throws Exception {
		try (TrioProcess trace = TrioProcess.start("trace", SERVICE0.toString(), "--store", STORE.toString(),
				"--headers", "-H", "x-mine: 1")) {
			assertThat(trace.exitCode()).as(trace.output()).isZero();
			assertThat(trace.output()).containsPattern("service0 v1   200 .* ms   trace \\w{32}   span \\w{16}\n")
				.containsPattern("│  +x-mine: 1\n")
				.containsPattern("│  +accept: application/json\n");
		}
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void sendPrintsWhatItHasWhenItIsStopped() throws Exception {
		try (TrioProcess send = TrioProcess.start("send", SERVICE0.toString(), "--for", "60s", "--rate", "20", "-H",
				"x-mine: send")) {
			long before = answered();
			send.await("answers", Duration.ofSeconds(30), () -> answered() >= before + 20);
			// Ctrl-C takes the same way, unless the build itself was told to ignore it.
			send.process().toHandle().destroy();
			assertThat(send.exitCode()).as(send.output()).isEqualTo(143);
			assertThat(send.output())
				.containsPattern("GET " + SERVICE0 + ": \\d+ requests in \\d+\\.\\d s, 8 at a time\n")
				.containsPattern("\nservice2  v1 ")
				.containsPattern("\ntime      median ")
				.doesNotContain("none");
		}
	}

	private static long answered() {
		try {
			return up.output()
				.lines()
				.filter((line) -> line.matches("service0 .* HopController: GET / 200 .*"))
				.count();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Test
	void traceSaysWhereItBroke() throws Exception {
		try (TrioProcess trace = TrioProcess.start("trace", SERVICE0.toString(), "--store", STORE.toString(),
				"--forward", "off")) {
			assertThat(trace.exitCode()).as(trace.output()).isEqualTo(1);
			assertThat(trace.output()).containsPattern("   2 spans\n(?s:.*)   2 spans\n(?s:.*)   1 span\n")
				.containsPattern("\nBroken between service0 and service1: [^\n]* service1 and service2[^\n]*\n$");
		}
	}

	@Test
	void traceSaysWhereItBrokeInJson() throws Exception {
		try (TrioProcess trace = TrioProcess.start("trace", SERVICE0.toString(), "--store", STORE.toString(),
				"--forward", "off", "--json")) {
			assertThat(trace.exitCode()).as(trace.output()).isEqualTo(1);
			JsonNode report = JsonMapper.shared().readTree(trace.output());
			assertThat(report.at("/verdict").asString()).isEqualTo("broken");
			assertThat(report.at("/breaks"))
				.extracting((one) -> one.at("/kind").asString() + " " + one.at("/from").asString() + " "
						+ one.at("/to").asString() + " " + one.at("/asked").asBoolean())
				.containsExactly("nothing-sent service0 service1 true", "nothing-sent service1 service2 true");
			assertThat(report.at("/spans")).hasSize(5);
		}
	}

	@Tag("slow")
	@Test
	void checkJudgesByTheSpansInZipkin() throws Exception {
		try (TrioProcess check = TrioProcess.start("check", SERVICE0.toString(), "--capture", "0", "--store",
				STORE.toString(), "--json")) {
			assertThat(check.exitCode()).as(check.output()).isZero();
			JsonNode report = JsonMapper.shared().readTree(check.output());
			assertThat(report.at("/way").asString()).isEqualTo("spans");
			Map<String, String> verdicts = report.at("/rules")
				.valueStream()
				.collect(Collectors.toMap((rule) -> rule.at("/id").asString(),
						(rule) -> rule.at("/verdict").asString()));
			assertThat(verdicts).containsEntry("trace-continued", "passed")
				.containsEntry("b3-64-bit", "passed")
				.containsEntry("version-accepted", "passed")
				.containsEntry("not-sampled-kept", "passed")
				.containsEntry("spans-reported", "passed")
				.containsEntry("post-continued", "not judged")
				.containsEntry("tracestate-kept", "not judged")
				.doesNotContainValue("failed");
		}
	}

	@Test
	void traceCannotTellWithoutAStore() throws Exception {
		try (TrioProcess trace = TrioProcess.start("trace", SERVICE0.toString(), "--store", "http://localhost:1")) {
			assertThat(trace.exitCode()).as(trace.output()).isEqualTo(2);
			assertThat(trace.output()).contains("└─ service1 v1   200")
				.contains("Could not tell: service0, service1 and service2 are in trace ")
				.endsWith("because http://localhost:1 gave no answer: nothing listens there (connection refused);"
						+ " name your trace store with --store URL.\n");
		}
	}

	@Test
	void tracePrintsJson() throws Exception {
		try (TrioProcess trace = TrioProcess.start("trace", SERVICE0.toString(), "--store", STORE.toString(),
				"--json")) {
			assertThat(trace.exitCode()).as(trace.output()).isZero();
			JsonNode report = JsonMapper.shared().readTree(trace.output());
			assertThat(report.propertyNames()).containsExactly("schemaVersion", "verdict", "kind", "sentence",
					"failure", "hops", "breaks", "spanFault", "spanGaps", "spans");
			assertThat(report.at("/kind").asString()).isEqualTo("joined");
			assertThat(report.at("/spanFault").isNull()).isTrue();
			assertThat(report.at("/verdict").asString()).isEqualTo("joined");
			assertThat(report.at("/failure").isNull()).isTrue();
			assertThat(report.at("/spans/0").propertyNames()).containsExactly("traceId", "id", "parentId", "service",
					"name", "kind", "timestamp", "duration", "tags");
			assertThat(report.at("/hops/calls/0/next/calls/0/next/service").asString()).isEqualTo("service2");
			assertThat(report.at("/spans")).hasSize(5);
		}
	}

	@Test
	void aFailureShowsOnEachSpanAndInTheDependencyGraph() throws Exception {
		Headers headers = new Headers(Map.of("trio-fault", List.of("service2=503")));
		Hop hop = new ChainClient(Duration.ofSeconds(30)).get(SERVICE0, headers);
		List<Span> spans = new SpanWait(TraceStore.at(STORE), Duration.ofSeconds(30)).spans(Hops.traces(hop),
				new Expectation(new Exchange(headers, hop)));
		assertThat(spans).hasSize(5).extracting(Span::error).containsOnly("503");
		HttpRequest request = HttpRequest
			.newBuilder(STORE.resolve("/api/v2/dependencies?endTs=" + System.currentTimeMillis()))
			.build();
		JsonNode links = JsonMapper.shared()
			.readTree(HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body());
		assertThat(links).extracting((link) -> link.at("/parent").asString() + " " + link.at("/child").asString())
			.containsExactlyInAnyOrder("service0 service1", "service1 service2");
		assertThat(links).allMatch((link) -> link.at("/errorCount").asInt() > 0);
	}

	@Test
	void traceSaysWhichServiceBeganAFailure() throws Exception {
		try (TrioProcess trace = TrioProcess.start("trace", SERVICE0.toString(), "--store", STORE.toString(), "-H",
				"trio-fault: service2=503")) {
			assertThat(trace.exitCode()).as(trace.output()).isZero();
			assertThat(trace.output()).contains("└─ service1 v1   503")
				.containsPattern("service2  SERVER  .*   ✗ 503\n")
				.containsPattern("\nJoined: [^\n]*\n"
						+ "Failed: service2 answered 503; service1 and service0 passed it on\\.\n$");
		}
	}

}
