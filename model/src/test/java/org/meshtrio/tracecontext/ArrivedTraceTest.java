package org.meshtrio.tracecontext;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.meshtrio.tracecontext.TraceHeaderCase.A;
import static org.meshtrio.tracecontext.TraceHeaderCase.B;
import static org.meshtrio.tracecontext.TraceHeaderCase.SPAN;

/** One context counts among all trace headers that arrive. */
class ArrivedTraceTest {

	private static final List<TraceFormat> B3_FIRST = List.of(TraceFormat.B3, TraceFormat.B3_MULTI, TraceFormat.W3C);

	private static final List<TraceFormat> W3C_FIRST = List.of(TraceFormat.W3C, TraceFormat.B3, TraceFormat.B3_MULTI);

	private static final String W3C = "traceparent: 00-" + A + "-" + SPAN + "-01";

	static Stream<TraceHeaderCase> cases() {
		return Stream.concat(TraceHeaderCase.table(), TraceHeaderCase.hostile());
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("cases")
	void oneContextCounts(TraceHeaderCase headers) {
		ArrivedTrace trace = ArrivedTrace.of(headers.lines(), B3_FIRST);

		assertThat(traceId(trace)).isEqualTo(headers.traceId());
		assertThat(trace.decision()).isEqualTo(headers.decision());
		if (trace.context() != null) {
			assertThat(trace.context().decision()).isEqualTo(headers.decision());
		}
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("cases")
	void whatATracerGetsSaysTheSame(TraceHeaderCase headers) {
		ArrivedTrace trace = ArrivedTrace.of(headers.lines(), B3_FIRST);
		Map<String, String> canonical = trace.canonical();

		ArrivedTrace again = ArrivedTrace
			.of((name) -> canonical.containsKey(name) ? List.of(canonical.get(name)) : List.of(), B3_FIRST);
		assertThat(traceId(again)).isEqualTo(traceId(trace));
		assertThat(again.decision()).isEqualTo(trace.decision());
		assertThat(canonical.values()).allMatch((value) -> value.matches("[\\x20-\\x7e]+"));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("cases")
	void whatIsCopiedSaysTheSame(TraceHeaderCase headers) {
		Map<String, List<String>> copies = ArrivedTrace.copies(headers.lines(), B3_FIRST);

		ArrivedTrace again = ArrivedTrace.of((name) -> copies.getOrDefault(name, List.of()), B3_FIRST);
		assertThat(traceId(again)).isEqualTo(headers.traceId());
		assertThat(again.decision()).isEqualTo(headers.decision());
		assertThat(copies.values()).allMatch((lines) -> lines.size() == 1 && lines.get(0).matches("[\\x20-\\x7e]+"));
	}

	static Stream<Arguments> orders() {
		return Stream.of(
				arguments(B3_FIRST, List.of(W3C, "b3: " + B + "-" + SPAN + "-0"), B, SamplingDecision.NOT_SAMPLED),
				arguments(W3C_FIRST, List.of(W3C, "b3: " + B + "-" + SPAN + "-0"), A, SamplingDecision.SAMPLED),
				arguments(B3_FIRST, List.of(W3C, "b3: 0"), A, SamplingDecision.NOT_SAMPLED),
				arguments(W3C_FIRST, List.of(W3C, "b3: 0"), A, SamplingDecision.SAMPLED),
				arguments(W3C_FIRST, List.of("b3: 0"), null, SamplingDecision.NOT_SAMPLED),
				arguments(List.of(TraceFormat.W3C), List.of("b3: 0"), null, null),
				arguments(List.of(TraceFormat.W3C), List.of("b3: " + B + "-" + SPAN), null, null),
				arguments(List.of(), List.of(W3C), null, null));
	}

	@ParameterizedTest
	@MethodSource("orders")
	void theOrderOfTheReceiverDecides(List<TraceFormat> order, List<String> headers, @Nullable String traceId,
			@Nullable SamplingDecision decision) {
		ArrivedTrace trace = ArrivedTrace.of(new TraceHeaderCase("", headers, null, null).lines(), order);

		assertThat(traceId(trace)).isEqualTo(traceId);
		assertThat(trace.decision()).isEqualTo(decision);
	}

	static Stream<Arguments> tracestates() {
		String longest = "z".repeat(256);
		return Stream.of(arguments(List.of("a=1"), "a=1"),
				arguments(List.of("a=1", "b=2,c=3", "d=4"), "a=1,b=2,c=3,d=4"),
				arguments(List.of("a=1\t \t,\t b=2 ", "", "\t", ",,", "c=3,"), "a=1,b=2,c=3"),
				arguments(List.of("a= 1"), "a= 1"), arguments(List.of("a=1,a=2"), "a=1,a=2"),
				arguments(List.of("0tenant@sys=1,a@b@c=2,a@=3"), "0tenant@sys=1,a@b@c=2,a@=3"),
				arguments(List.of(longest + "=" + longest), longest + "=" + longest),
				arguments(List.of(members(32)), members(32)), arguments(List.of(members(20), members(13)), null),
				arguments(List.of(longest + "z=1"), null), arguments(List.of("a=" + longest + "z"), null),
				arguments(List.of("a=1", "A=1"), null), arguments(List.of("@a=1"), null),
				arguments(List.of("a =1"), null), arguments(List.of("a.b=1"), null), arguments(List.of("a"), null),
				arguments(List.of("a="), null), arguments(List.of("=1"), null), arguments(List.of("a=b=c"), null),
				arguments(List.of("a=\u00e4"), null), arguments(List.of("a=1\tb"), null), arguments(List.of(""), null),
				arguments(List.of(), null));
	}

	@ParameterizedTest
	@MethodSource("tracestates")
	void tracestateIsOneLineOrNone(List<String> lines, @Nullable String expected) {
		Map<String, List<String>> headers = Map.of("traceparent", List.of("00-" + A + "-" + SPAN + "-01"), "tracestate",
				lines);

		ArrivedTrace trace = ArrivedTrace.of((name) -> headers.getOrDefault(name, List.of()), B3_FIRST);

		assertThat(trace.tracestate()).isEqualTo(expected);
		assertThat(traceId(trace)).as("a malformed tracestate costs no trace").isEqualTo(A);
	}

	@Test
	void tracestateAndTheRandomFlagGoOnlyWithTheirOwnTrace() {
		String random = "traceparent: 00-" + A + "-" + SPAN + "-03";

		assertThat(of(random, "tracestate: a=1", "b3: " + A + "-" + SPAN + "-1"))
			.returns("a=1", ArrivedTrace::tracestate)
			.returns(true, (trace) -> trace.context().random());
		assertThat(of(random, "tracestate: a=1", "b3: " + B + "-" + SPAN + "-1"))
			.returns(null, ArrivedTrace::tracestate)
			.returns(false, (trace) -> trace.context().random());
		assertThat(of("tracestate: a=1").tracestate()).isNull();
	}

	@Test
	void whatIsWrittenIsStrict() {
		assertThat(of("x-b3-traceid: ABC", "x-b3-spanid: F", "x-b3-sampled: True").canonical())
			.isEqualTo(Map.of("b3", "0000000000000abc-000000000000000f-1", "traceparent",
					"00-00000000000000000000000000000abc-000000000000000f-01"));
		assertThat(of("b3: " + A + "-" + SPAN).canonical()).isEqualTo(Map.of("b3", A + "-" + SPAN));
		assertThat(of("traceparent: cc-" + A + "-" + SPAN + "-f1-more").canonical())
			.isEqualTo(Map.of("traceparent", "00-" + A + "-" + SPAN + "-01"));
		assertThat(of("traceparent: 00-" + A + "-" + SPAN + "-03", "tracestate: a=1,", "tracestate: b=2").canonical())
			.isEqualTo(Map.of("traceparent", "01-" + A + "-" + SPAN + "-03", "tracestate", "a=1,b=2"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "\u0000", "\n", "\r\n", "\u007f", "\u2028", "\ud83d\ude00" })
	void noCharacterThatAHeaderCannotHoldIsReadOrWritten(String character) {
		for (String name : TraceHeaders.NAMES) {
			for (String value : List.of(character, "00-" + A + "-" + SPAN + "-01" + character,
					"cc-" + A + "-" + SPAN + "-01-" + character, A + character, SPAN + character, "a=1" + character)) {
				Map<String, List<String>> headers = new HashMap<>(Map.of("x-b3-spanid", List.of(SPAN)));
				headers.put(name, List.of(value));
				ArrivedTrace trace = ArrivedTrace.of((header) -> headers.getOrDefault(header, List.of()), B3_FIRST);

				assertThat(trace).isEqualTo(new ArrivedTrace(null, null, null));
				assertThat(ArrivedTrace.copies((header) -> headers.getOrDefault(header, List.of()), B3_FIRST))
					.isEmpty();
			}
		}
	}

	static Stream<Arguments> copies() {
		String ids = "x-b3-traceid: " + A;
		String span = "x-b3-spanid: " + SPAN;
		return Stream.of(
				arguments("flags stay", List.of("traceparent: 00-" + A + "-" + SPAN + "-03"),
						List.of("traceparent: 00-" + A + "-" + SPAN + "-03")),
				arguments("W3C with B3 of another trace: a proxy may have renewed either",
						List.of(W3C, "tracestate: a=1", "x-b3-traceid: " + B, span),
						List.of(W3C, "tracestate: a=1", "x-b3-traceid: " + B, span)),
				arguments("of two traces in B3 the one that counts",
						List.of("b3: " + B + "-" + SPAN + "-1", ids, span, "x-b3-sampled: 1"),
						List.of("b3: " + B + "-" + SPAN + "-1")),
				arguments("a decision goes with its ids",
						List.of(W3C, "b3: " + A + "-" + SPAN + "-1", "x-b3-traceid: " + B, span, "x-b3-sampled: 0",
								"x-b3-flags: 1"),
						List.of(W3C, "b3: " + A + "-" + SPAN + "-1")),
				arguments("64 bits are the padded 128",
						List.of("b3: 48485a3953bb6124-" + SPAN,
								"traceparent: 00-000000000000000048485a3953bb6124-" + SPAN + "-00"),
						List.of("b3: 48485a3953bb6124-" + SPAN,
								"traceparent: 00-000000000000000048485a3953bb6124-" + SPAN + "-00")),
				arguments("no b3 together with x-b3",
						List.of("b3: " + A + "-" + SPAN + "-0", ids, span, "x-b3-sampled: 1"),
						List.of(ids, span, "x-b3-sampled: 0")),
				arguments("lenient in, strict out",
						List.of("b3: " + A.toUpperCase(java.util.Locale.ROOT) + "-" + SPAN + "-true-xyz"),
						List.of("b3: " + A + "-" + SPAN + "-1")),
				arguments("both decisions alone", List.of("b3: 0", "x-b3-flags: 1"), List.of("b3: 0", "x-b3-flags: 1")),
				arguments("lines are joined", List.of(W3C, "tracestate: a=1", "tracestate: b=2"),
						List.of(W3C, "tracestate: a=1,b=2")));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("copies")
	void whatIsCopiedLeadsToTheSameTrace(String what, List<String> arrived, List<String> expected) {
		TraceHeaderCase headers = new TraceHeaderCase(what, arrived, null, null);
		Map<String, List<String>> wanted = new LinkedHashMap<>();
		new TraceHeaderCase(what, expected, null, null).byName()
			.forEach((name, lines) -> wanted.put(name, lines.stream().map(String::strip).toList()));

		assertThat(ArrivedTrace.copies(headers.lines(), B3_FIRST)).isEqualTo(wanted);
	}

	private static ArrivedTrace of(String... headers) {
		return ArrivedTrace.of(new TraceHeaderCase("", List.of(headers), null, null).lines(), B3_FIRST);
	}

	private static @Nullable String traceId(ArrivedTrace trace) {
		return (trace.context() != null) ? trace.context().paddedTraceId() : null;
	}

	private static String members(int count) {
		StringBuilder members = new StringBuilder();
		for (int i = 0; i < count; i++) {
			members.append((i == 0) ? "" : ",").append("k").append(i).append("=1");
		}
		return members.toString();
	}

}
