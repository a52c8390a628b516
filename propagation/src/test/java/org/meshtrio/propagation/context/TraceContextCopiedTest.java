package org.meshtrio.propagation.context;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.meshtrio.headers.HeaderGroup;
import org.meshtrio.headers.PropagatedHeader;
import org.meshtrio.propagation.testing.RecordingServer;
import org.meshtrio.propagation.testing.TestService;

import static org.assertj.core.api.Assertions.assertThat;

/** With spans off, well-formed trace headers are copied unchanged. */
class TraceContextCopiedTest {

	private static final String A = "0af7651916cd43dd8448eb211c80319c";

	private static final String B = "463ac35c9f6413ad48485a3953bb6124";

	private static final String SPAN = "b7ad6b7169203331";

	private static final List<String> TRACE_HEADERS = Stream.of(PropagatedHeader.values())
		.filter((header) -> header.group() == HeaderGroup.TRACE)
		.map(PropagatedHeader::pattern)
		.toList();

	private final TestService service = TestService.with("mesh.propagation.spans=false");

	static Stream<Arguments> requests() {
		String traceparent = "traceparent: 00-" + A + "-" + SPAN + "-01";
		String id = "x-b3-traceid: " + A;
		String span = "x-b3-spanid: " + SPAN;
		return Stream.of(Arguments.of("nothing", List.of(), List.of(), "none"),
				Arguments.of("W3C", List.of(traceparent, "tracestate: v=1"), List.of(traceparent, "tracestate: v=1"),
						A),
				Arguments.of("W3C with Envoy's empty tracestate", List.of(traceparent, "tracestate:"),
						List.of(traceparent), A),
				Arguments.of("a later version of W3C", List.of("traceparent: cc-" + A + "-" + SPAN + "-01-what"),
						List.of("traceparent: cc-" + A + "-" + SPAN + "-01-what"), A),
				Arguments.of("B3", List.of(id, span, "x-b3-sampled: 1"), List.of(id, span, "x-b3-sampled: 1"), A),
				Arguments.of("B3 with a parent, not sampled",
						List.of(id, span, "x-b3-parentspanid: 05e3ac9a4f6e3b90", "x-b3-sampled: 0"),
						List.of(id, span, "x-b3-parentspanid: 05e3ac9a4f6e3b90", "x-b3-sampled: 0"), A),
				Arguments.of("B3 debug", List.of(id, span, "x-b3-flags: 1"), List.of(id, span, "x-b3-flags: 1"), A),
				Arguments.of("a decision alone", List.of("x-b3-sampled: 0"), List.of("x-b3-sampled: 0"), "none"),
				Arguments.of("64-bit B3", List.of("x-b3-traceid: 48485a3953bb6124", span),
						List.of("x-b3-traceid: 48485a3953bb6124", span), "48485a3953bb6124"),
				Arguments.of("B3 in one header", List.of("b3: " + A + "-" + SPAN + "-1"),
						List.of("b3: " + A + "-" + SPAN + "-1"), A),
				Arguments.of("B3 in one header, a decision alone", List.of("b3: 0"), List.of("b3: 0"), "none"),
				Arguments.of("two traces in B3: the one header, which a proxy reads first too",
						List.of("b3: " + B + "-" + SPAN + "-1", id, span), List.of("b3: " + B + "-" + SPAN + "-1"), B),
				Arguments.of("one trace in both forms of B3: not in one header, which proxies read first",
						List.of("b3: " + A + "-" + SPAN + "-1", id, span), List.of(id, span, "x-b3-sampled: 1"), A),
				Arguments.of("a traceparent of another trace than B3: a proxy may have renewed either",
						List.of("traceparent: 00-" + B + "-" + SPAN + "-01", "tracestate: v=1", id, span),
						List.of("traceparent: 00-" + B + "-" + SPAN + "-01", "tracestate: v=1", id, span), A),
				Arguments.of("a traceparent of the same trace as B3", List.of(traceparent, "tracestate: v=1", id, span),
						List.of(traceparent, "tracestate: v=1", id, span), A),
				Arguments.of("flags of W3C level 2", List.of("traceparent: 00-" + A + "-" + SPAN + "-03"),
						List.of("traceparent: 00-" + A + "-" + SPAN + "-03"), A),
				Arguments.of("a decision alone with a traceparent", List.of("b3: 0", traceparent),
						List.of("b3: 0", traceparent), A),
				Arguments.of("tracestate in several lines", List.of(traceparent, "tracestate: a=1", "tracestate: b=2"),
						List.of(traceparent, "tracestate: a=1,b=2"), A),
				Arguments.of("a malformed tracestate", List.of(traceparent, "tracestate: a=1,B=2"),
						List.of(traceparent), A),
				Arguments.of("B3 in upper case",
						List.of("b3: " + A.toUpperCase(java.util.Locale.ROOT) + "-" + SPAN + "-1"),
						List.of("b3: " + A + "-" + SPAN + "-1"), A),
				Arguments.of("malformed traceparent, and its tracestate with it",
						List.of("traceparent: 00-xyz-" + SPAN + "-01", "tracestate: v=1"), List.of(), "none"),
				Arguments.of("traceparent of zeros", List.of("traceparent: 00-" + "0".repeat(32) + "-" + SPAN + "-01"),
						List.of(), "none"),
				Arguments.of("traceparent in upper case, which W3C forbids",
						List.of("traceparent: 00-" + A.toUpperCase(java.util.Locale.ROOT) + "-" + SPAN + "-01"),
						List.of(), "none"),
				Arguments.of("malformed B3 id: the span id is not copied alone",
						List.of("x-b3-traceid: xyz", span, "x-b3-sampled: 1"), List.of("x-b3-sampled: 1"), "none"),
				Arguments.of("B3 id without a span", List.of(id), List.of(), "none"),
				Arguments.of("malformed x-b3 leaves a valid b3",
						List.of("b3: " + A + "-" + SPAN, "x-b3-traceid: ", "x-b3-spanid:"),
						List.of("b3: " + A + "-" + SPAN), A),
				Arguments.of("malformed decision and flags", List.of(id, span, "x-b3-sampled: maybe", "x-b3-flags: 9"),
						List.of(id, span), A),
				Arguments.of("malformed parent", List.of(id, span, "x-b3-parentspanid: x"), List.of(id, span), A),
				Arguments.of("traceparent twice: neither can be trusted",
						List.of(traceparent, "traceparent: 00-" + B + "-" + SPAN + "-01"), List.of(), "none"),
				Arguments.of("B3 twice: the first, as the tracers read it",
						List.of("b3: " + A + "-" + SPAN + "-1", "b3: " + B + "-" + SPAN + "-1"),
						List.of("b3: " + A + "-" + SPAN + "-1"), A));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("requests")
	void theTraceHeadersGoOnAsTheyCame(String what, List<String> sent, List<String> expected, String traceId)
			throws Exception {
		Map<String, List<String>> arrived = new TreeMap<>(
				RecordingServer.arrived(this.service, sent.toArray(String[]::new)));

		arrived.keySet().retainAll(TRACE_HEADERS);
		Map<String, List<String>> wanted = expected.stream()
			.map((line) -> line.split(": ", 2))
			.collect(Collectors.toMap((line) -> line[0], (line) -> List.of(line[1])));
		assertThat(arrived).isEqualTo(new TreeMap<>(wanted));
		assertThat(this.service.get(RecordingServer.via("/call"), sent.toArray(String[]::new)))
			.as("the trace id that the application knows")
			.endsWith(traceId + " fine");
	}

	@Test
	void theApplicationsOrderDecidesWhichIdItShows() throws Exception {
		TestService w3cFirst = TestService.with("mesh.propagation.spans=false",
				"management.tracing.propagation.consume=W3C,B3,B3_MULTI");

		String answer = w3cFirst.get(RecordingServer.via("/call"), "traceparent: 00-" + B + "-" + SPAN + "-01",
				"x-b3-traceid: " + A, "x-b3-spanid: " + SPAN);

		assertThat(answer).endsWith(B + " fine");
	}

	@Test
	void noSpansAreMade() throws Exception {
		RecordingServer.arrived(this.service, "x-b3-traceid: " + A, "x-b3-spanid: " + SPAN, "x-b3-sampled: 1");

		assertThat(this.service.spans()).isEmpty();
	}

}
