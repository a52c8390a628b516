package org.meshtrio.propagation.tracing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshtrio.headers.HeaderGroup;
import org.meshtrio.headers.PropagatedHeader;
import org.meshtrio.propagation.context.ForwardedHeaders;
import org.meshtrio.propagation.testing.RecordingServer;
import org.meshtrio.propagation.testing.TestService;
import org.meshtrio.tracecontext.ArrivedTrace;
import org.meshtrio.tracecontext.SamplingDecision;
import org.meshtrio.tracecontext.TraceFormat;
import org.meshtrio.tracecontext.TraceHeaderCase;
import org.meshtrio.tracecontext.TraceHeaders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.meshtrio.tracecontext.TraceHeaderCase.A;
import static org.meshtrio.tracecontext.TraceHeaderCase.B;
import static org.meshtrio.tracecontext.TraceHeaderCase.SPAN;

/**
 * For all trace headers, every tracer reads the context that the grammar reads, and no
 * value makes a request fail.
 */
class TraceHeadersThatArriveTest {

	private static final List<TraceFormat> DEFAULT_ORDER = List.of(TraceFormat.B3, TraceFormat.B3_MULTI,
			TraceFormat.W3C);

	private static final String TRACEPARENT = "traceparent: 00-" + A + "-" + SPAN + "-";

	private final TestService service = TestService.with();

	static Stream<TraceHeaderCase> table() {
		return TraceHeaderCase.table();
	}

	static Stream<TraceHeaderCase> cases() {
		return Stream.concat(TraceHeaderCase.table(), TraceHeaderCase.hostile());
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("cases")
	void theTracerGoesOnWithTheContextThatCounts(TraceHeaderCase headers) throws Exception {
		Map<String, List<String>> arrived = RecordingServer.arrived(this.service, lines(headers));

		assertThat(one(arrived, "traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[0-3]");
		assertThat(one(arrived, "x-b3-spanid")).matches("[0-9a-f]{16}").isNotEqualTo(SPAN);
		String traceId = one(arrived, "traceparent").substring(3, 35);
		assertThat(traceId).endsWith(one(arrived, "x-b3-traceid"));
		if (headers.traceId() != null) {
			assertThat(traceId).isEqualTo(headers.traceId());
		}
		else {
			assertThat(headers.headers()).noneMatch((header) -> header.contains(traceId));
			assertThat(arrived).doesNotContainKey("tracestate");
		}
		assertThat(isSampled(arrived)).isEqualTo(headers.decision() == null || headers.decision().isSampled());
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("cases")
	void withoutSpansTheContextThatCountsIsCopied(TraceHeaderCase headers) throws Exception {
		TestService copying = TestService.with("mesh.propagation.spans=false");
		Map<String, List<String>> arrived = RecordingServer.arrived(copying, lines(headers));

		ArrivedTrace copied = ArrivedTrace.of((name) -> arrived.getOrDefault(name, List.of()), DEFAULT_ORDER);
		assertThat((copied.context() != null) ? copied.context().paddedTraceId() : null).isEqualTo(headers.traceId());
		assertThat(copied.decision()).isEqualTo(headers.decision());
		assertThat(arrived.entrySet()).filteredOn((header) -> TraceHeaders.NAMES.contains(header.getKey()))
			.allSatisfy((header) -> assertThat(one(arrived, header.getKey())).matches("[\\x20-\\x7e]+"));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("table")
	void withoutSpansTheApplicationShowsTheContextThatIsCopied(TraceHeaderCase headers) throws Exception {
		TestService copying = TestService.with("mesh.propagation.spans=false");
		Map<String, List<String>> arrived = RecordingServer.arrived(copying, lines(headers));
		ArrivedTrace copied = ArrivedTrace.of((name) -> arrived.getOrDefault(name, List.of()), DEFAULT_ORDER);

		String shown = (copied.context() != null) ? copied.context().traceId() : "none";
		assertThat(copying.get(RecordingServer.via("/call"), lines(headers))).endsWith(shown + " fine");
	}

	@Test
	void theGrammarKnowsTheTraceHeadersOfTheTable() {
		assertThat(Stream.of(PropagatedHeader.values())
			.filter((header) -> header.group() == HeaderGroup.TRACE)
			.map(PropagatedHeader::pattern)).containsExactlyInAnyOrderElementsOf(TraceHeaders.NAMES);
	}

	@ParameterizedTest
	@ValueSource(strings = { "00", "00-" + A, "00-" + A + "-", "0", "-", "00-" + A + "-" + SPAN })
	void aTraceparentThatIsCutOffIsNoFault(String cutOff) throws Exception {
		assertThat(this.service.get(RecordingServer.via("/call"), "traceparent: " + cutOff)).startsWith("HTTP/1.1 200");
	}

	@ParameterizedTest
	@ValueSource(strings = { "03", "83", "02", "fe", "01", "00" })
	void aTraceparentWithFlagsOfLevel2KeepsItsTraceAndDecisionAndTheRandomFlag(String flags) throws Exception {
		Map<String, List<String>> arrived = RecordingServer.arrived(this.service, TRACEPARENT + flags);

		int known = Integer.parseInt(flags, 16) & 3;
		assertThat(one(arrived, "x-b3-traceid")).isEqualTo(A);
		assertThat(one(arrived, "x-b3-sampled")).isEqualTo(String.valueOf(known & 1));
		assertThat(one(arrived, "traceparent")).startsWith("00-" + A).endsWith("-0" + known);
	}

	@Test
	void ofSeveralRequestsEachCarriesTheFlagsOnce() throws Exception {
		Map<String, List<String>> arrived = RecordingServer.arrivedVia("/async", this.service, TRACEPARENT + "03",
				"tracestate: a=1");

		assertThat(one(arrived, "traceparent")).startsWith("00-" + A).endsWith("-03");
		assertThat(one(arrived, "tracestate")).isEqualTo("a=1");
	}

	@Test
	void withW3cAloneATraceparentWithFlagsOfLevel2KeepsItsTrace() throws Exception {
		TestService w3c = TestService.with("management.tracing.propagation.type=W3C");

		Map<String, List<String>> arrived = RecordingServer.arrived(w3c, TRACEPARENT + "03", "x-b3-traceid: " + B,
				"x-b3-spanid: " + SPAN);

		assertThat(one(arrived, "traceparent")).startsWith("00-" + A).matches(".*-0[13]");
		assertThat(arrived).doesNotContainKeys("x-b3-traceid", "b3");
	}

	static Stream<Arguments> decisions() {
		return Stream.of(arguments("0", List.of("b3: 0"), false), arguments("0", List.of("b3: 1"), true),
				arguments("0", List.of("x-b3-flags: 1"), true), arguments("0", List.of(), false),
				arguments("0", List.of("b3: " + A + "-" + SPAN), false), arguments("1", List.of("b3: 0"), false),
				arguments("1", List.of("x-b3-sampled: 0"), false), arguments("1", List.of(), true),
				arguments("1", List.of("b3: " + A + "-" + SPAN), true),
				arguments("1", List.of("b3: 0", TRACEPARENT + "01"), false),
				arguments("0", List.of("x-b3-sampled: true", TRACEPARENT + "00"), true));
	}

	@ParameterizedTest(name = "probability {0}, {1}")
	@MethodSource("decisions")
	void theDecisionThatArrivedHoldsAndOtherwiseTheSettingDecides(String probability, List<String> headers,
			boolean sampled) throws Exception {
		TestService service = TestService.with("management.tracing.sampling.probability=" + probability);

		assertThat(isSampled(RecordingServer.arrived(service, headers.toArray(String[]::new)))).isEqualTo(sampled);
	}

	@Test
	void noTraceThatBeginsWhileAThreadWorksOnAnUnsampledRequestIsSampled() {
		Tracer tracer = this.service.bean(Tracer.class);
		try {
			ForwardedHeaders.setCurrent(working(SamplingDecision.NOT_SAMPLED));
			assertThat(isSampled(tracer)).isFalse();
			ForwardedHeaders.setCurrent(working(null));
			assertThat(isSampled(tracer)).isTrue();
		}
		finally {
			ForwardedHeaders.setCurrent(null);
		}
		assertThat(isSampled(tracer)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "a=1,A=2", "foo=1,@foo=2", "a", "a=" })
	void aTracestateThatTheRulesDropIsNotPutBack(String tracestate) throws Exception {
		Map<String, List<String>> arrived = RecordingServer.arrived(this.service, TRACEPARENT + "01",
				"tracestate: " + tracestate);

		assertThat(one(arrived, "x-b3-traceid")).isEqualTo(A);
		assertThat(arrived).doesNotContainKey("tracestate");
	}

	@Test
	void baggageInUseHidesNoB3() throws Exception {
		TestService service = TestService.with("management.tracing.baggage.enabled=true",
				"management.tracing.baggage.remote-fields=tenant",
				"management.tracing.propagation.consume=W3C,B3,B3_MULTI");

		Map<String, List<String>> arrived = RecordingServer.arrived(service, "baggage: tenant=blue",
				"x-b3-traceid: " + A, "x-b3-spanid: " + SPAN, "x-b3-sampled: 1");

		assertThat(one(arrived, "x-b3-traceid")).isEqualTo(A);
	}

	static Stream<Arguments> messages() {
		return Stream.of(arguments(Map.of("traceparent", "00-" + A + "-" + SPAN + "-03"), A),
				arguments(Map.of("X-B3-TraceId", A, "X-B3-SpanId", SPAN, "X-B3-Sampled", "1"), A),
				arguments(Map.of("b3", A + "-" + SPAN + "-1", "traceparent", "00"), A),
				arguments(Map.of("b3", "\u0000\n", "traceparent", "00-\u0000", "X-B3-TraceId", "\r\n"), null),
				arguments(Map.of(), null));
	}

	@ParameterizedTest
	@MethodSource("messages")
	void otherCarriersThanRequestsAreReadByTheSameRule(Map<String, String> message, @Nullable String traceId) {
		Propagator propagator = this.service.bean(Propagator.class);

		Span span = propagator.extract(message, Map::get).start();

		if (traceId != null) {
			assertThat(span.context().traceId()).isEqualTo(traceId);
		}
		else {
			assertThat(span.context().traceId()).matches("[0-9a-f]{32}");
		}
		Map<String, String> sent = new HashMap<>();
		propagator.inject(span.context(), sent, Map::put);
		assertThat(sent.get("traceparent")).startsWith("00-" + span.context().traceId());
	}

	private static boolean isSampled(Tracer tracer) {
		Span span = tracer.nextSpan().start();
		span.abandon();
		return Boolean.TRUE.equals(span.context().sampled());
	}

	private static ForwardedHeaders working(@Nullable SamplingDecision decision) {
		return new ForwardedHeaders(Map.of(), true, new ArrivedTrace(null, decision, null), null);
	}

	private static boolean isSampled(Map<String, List<String>> arrived) {
		boolean sampled = Integer.parseInt(one(arrived, "traceparent").substring(53), 16) % 2 == 1;
		assertThat(arrived.containsKey("x-b3-flags") || "1".equals(one(arrived, "x-b3-sampled"))).isEqualTo(sampled);
		return sampled;
	}

	private static String[] lines(TraceHeaderCase headers) {
		return headers.headers().toArray(String[]::new);
	}

	private static String one(Map<String, List<String>> headers, String name) {
		assertThat(headers).containsKey(name);
		assertThat(headers.get(name)).as(name).hasSize(1);
		return headers.get(name).get(0);
	}

}
