package org.meshtrio.cli.trace;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.meshtrio.answer.Call;
import org.meshtrio.answer.Hop;
import org.meshtrio.answer.Received;
import org.meshtrio.trace.diagnosis.RequestFailure;
import org.meshtrio.trace.model.Span;
import org.meshtrio.trace.report.FailureText;
import picocli.CommandLine.Help.Ansi;

import static org.assertj.core.api.Assertions.assertThat;

class TextTest {

	private static final Map<String, List<String>> NONE = Map.of();

	@Test
	void hopsShowWhoAnsweredAndWhereTheTraceChanged() {
		Call failed = new Call("http://service2/", NONE, null, NONE, 1, "Connection\u001B[31m refused", null, null);
		Hop second = hop("service1", "c", NONE, failed);
		Call call = new Call("http://service1/", Map.of("b3", List.of("a-1")), 200, NONE, 1, null, second, null);
		Hop first = hop("service0", "a", Map.of("trio-forward", List.of("off")), call);
		assertThat(new HopTreeText(first, false, Ansi.OFF).lines()).containsExactly("service0 v1   200   1.5 ms",
				"└─ service1 v1   200   1.5 ms   ✗ another trace",
				"   └─ http://service2/   ✗ Connection\uFFFD[31m refused");
		assertThat(new HopTreeText(first, false, Ansi.ON).lines())
			.contains("└─ " + red("service1 v1   200   1.5 ms   ✗ another trace"));
	}

	@Test
	void hopsShowAllHeadersOnDemand() {
		Call failed = new Call("http://service2/", NONE, null, NONE, 1, "refused", null, null);
		Hop second = hop("service1", "c", Map.of("x-own", List.of("1", "2")), failed);
		Call call = new Call("http://service1/", Map.of("b3", List.of("a-1")), 200, NONE, 1, null, second, null);
		assertThat(new HopTreeText(hop("service0", "a", Map.of("trio-forward", List.of("off")), call), true, Ansi.OFF)
			.lines())
			.containsExactly("service0 v1   200   1.5 ms   trace " + "a".repeat(32) + "   span 0000000000000001",
					"│  received  trio-forward: off", "│  sent on   b3: a-1",
					"└─ service1 v1   200   1.5 ms   trace " + "c".repeat(32)
							+ "   span 0000000000000001   ✗ another trace",
					"   │  received  x-own: 1", "   │            x-own: 2", "   │  sent on   no header",
					"   └─ http://service2/   ✗ refused");
	}

	@Test
	void hopsShowEachCallOfAFork() {
		Hop last = hop("service2", "a", NONE, null);
		Hop second = hop("service1", "a", NONE, new Call("http://service2/", NONE, 200, NONE, 1, null, last, null));
		Hop torn = hop("service2", "c", NONE, null);
		Hop first = new Hop("service0", "v1", null, null, 200, "", new Received("GET", "/", NONE), "a".repeat(32), null,
				true, 2, List.of(new Call("http://service1/", NONE, 200, NONE, 1, null, second, null),
						new Call("http://service2/", NONE, 200, NONE, 1, null, torn, null)));
		assertThat(new HopTreeText(first, false, Ansi.OFF).lines()).containsExactly("service0 v1   200   2.0 ms",
				"├─ service1 v1   200   1.5 ms", "│  └─ service2 v1   200   1.5 ms",
				"└─ service2 v1   200   1.5 ms   ✗ another trace");
	}

	@Test
	void hopsShowAnAnswerThatIsNone() {
		Call call = new Call("http://httpbin/", NONE, 418, NONE, 1, null, null, "I'm a\nteapot");
		Hop hop = new Hop("service0", "v1", null, null, 418, "", new Received("GET", "/", NONE), null, null, null, 2,
				List.of(call));
		assertThat(new HopTreeText(hop, false, Ansi.OFF).lines()).containsExactly(
				"service0 v1   418   2.0 ms   no trace", "└─ http://httpbin/   418   no hop: I'm a\uFFFDteapot");
	}

	@Test
	void spansFormATree() {
		String trace = "a".repeat(32);
		List<Span> spans = List.of(span("1", null, "service0", "SERVER", 1000, 41_000),
				span("2", "1", "service0", "CLIENT", 6000, 30_000), span("3", "2", "s1", "SERVER", 7000, 100),
				span("4", "1", "service0", null, 39_000, 20), span("5", "9", "lost", "CLIENT", 0, 1),
				span("3", "1", "again", "SERVER", 8000, 1));
		assertThat(new SpanTreeText(List.of(trace, "c".repeat(32)), spans, "http://store/"::concat, true, Ansi.OFF)
			.lines()).containsExactly("trace http://store/" + trace + "   6 spans",
					"service0     SERVER  get      +1.0 ms     41.0 ms   0000000000000001",
					"├─ service0  CLIENT  get      +6.0 ms     30.0 ms   0000000000000002",
					"│  └─ s1     SERVER  get      +7.0 ms      0.1 ms   0000000000000003",
					"└─ service0          get     +39.0 ms      0.0 ms   0000000000000004",
					"lost         CLIENT  get      +0.0 ms      0.0 ms   0000000000000005   below 0000000000000009, which isn't"
							+ " here",
					"again        SERVER  get      +8.0 ms      0.0 ms   0000000000000003   out of place", "",
					"trace http://store/" + "c".repeat(32) + "   0 spans", "");
		assertThat(new SpanTreeText(List.of(trace), spans, "http://store/"::concat, false, Ansi.OFF).lines()).contains(
				"service0     SERVER  get      +1.0 ms     41.0 ms",
				"├─ service0  CLIENT  get      +6.0 ms     30.0 ms");
		assertThat(new SpanTreeText(List.of(trace), spans, "http://store/"::concat, false, Ansi.ON).lines())
			.contains(red("again        SERVER  get      +8.0 ms      0.0 ms   out of place"));
	}

	@Test
	void hopsThatAnsweredWithAnErrorAreRed() {
		Call refused = new Call("http://service2/", NONE, null, NONE, 1, "refused", null, null);
		Hop second = failed("service1", 502, refused);
		Call call = new Call("http://service1/", NONE, 502, NONE, 1, null, second, null);
		assertThat(new HopTreeText(failed("service0", 200, call), false, Ansi.ON).lines()).containsExactly(
				"service0 v1   200   2.0 ms   no trace", "└─ " + red("service1 v1   502   2.0 ms   no trace"),
				"   └─ " + red("http://service2/   ✗ refused"));
	}

	@Test
	void anAnswerThatIsNoHopIsRedWhereItIsAnError() {
		Call call = new Call("http://httpbin/", NONE, 418, NONE, 1, null, null, "teapot");
		assertThat(new HopTreeText(failed("service0", 418, call), false, Ansi.ON).lines())
			.startsWith(red("service0 v1   418   2.0 ms   no trace"))
			.endsWith("└─ " + red("http://httpbin/   418   no hop: teapot"));
	}

	@Test
	void spansWithAnErrorAreRedAndSayWhich() {
		String trace = "a".repeat(32);
		List<Span> spans = List.of(span("1", null, Map.of("error", "503")),
				span("2", "1", Map.of("error", "I/O\u001B[31m")), span("3", "1", Map.of("error", "")),
				span("4", "9", Map.of("error", "true", "http.status_code", "503")), span("5", "1", Map.of()));
		String columns = "SERVER  get      +0.0 ms      0.0 ms   000000000000000";
		assertThat(new SpanTreeText(List.of(trace), spans, "http://store/"::concat, true, Ansi.ON).lines()).contains(
				red("s     " + columns + "1   ✗ 503"), "├─ " + red("s  " + columns + "2   ✗ I/O\uFFFD[31m"),
				"├─ " + red("s  " + columns + "3   ✗ error"), "└─ s  " + columns + "5",
				red("s     " + columns + "4   ✗ 503   below 0000000000000009, which isn't here"));
		assertThat(new SpanTreeText(List.of(trace), spans, "http://store/"::concat, true, Ansi.OFF).lines())
			.contains("s     " + columns + "1   ✗ 503");
	}

	@Test
	void aFailureIsOneSentence() {
		assertThat(FailureText.sentence(new RequestFailure("service2", 503, null, List.of("service1", "service0"))))
			.isEqualTo("Failed: service2 answered 503; service1 and service0 passed it on.");
		assertThat(FailureText.sentence(new RequestFailure("service0", 404, null, List.of())))
			.isEqualTo("Failed: service0 answered 404.");
		assertThat(
				FailureText.sentence(new RequestFailure("service1", 504,
						new RequestFailure.Called("http://service2/", null,
								"http://service2/ did not\nanswer within 2.0 s"),
						List.of("service0"))))
			.isEqualTo("Failed: service1 answered 504, because its call failed (http://service2/ did not\uFFFDanswer"
					+ " within 2.0 s); service0 passed it on.");
		assertThat(FailureText.sentence(new RequestFailure("service1", 503,
				new RequestFailure.Called("http://service2/", 503, null), List.of("service0"))))
			.isEqualTo("Failed: service1 answered 503, because http://service2/, which isn't a hop, answered 503;"
					+ " service0 passed it on.");
	}

	private static String red(String text) {
		return "\u001B[31m" + text + "\u001B[0m";
	}

	private static Hop failed(String service, int status, Call call) {
		return new Hop(service, "v1", null, null, status, "", new Received("GET", "/", NONE), null, null, null, 2,
				List.of(call));
	}

	private static Span span(String id, @Nullable String parent, Map<String, String> tags) {
		return new Span("a".repeat(32), id, parent, "s", "get", "SERVER", 1, 1, tags);
	}

	private static Hop hop(String service, String trace, Map<String, List<String>> headers, @Nullable Call call) {
		return new Hop(service, "v1", null, null, 200, "", new Received("GET", "/", headers), trace.repeat(32),
				"0000000000000001", true, 1.5, (call != null) ? List.of(call) : List.of());
	}

	private static Span span(String id, @Nullable String parent, String service, @Nullable String kind, long timestamp,
			long duration) {
		return new Span("a".repeat(32), id, parent, service, "get", kind, timestamp, duration, Map.of());
	}

}
