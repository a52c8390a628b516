package org.meshtrio.tracecontext;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Trace headers that can arrive, and the context that counts for a receiver that reads B3
 * in one header, B3 in several headers, and W3C, in this order. The tests of the grammar,
 * of the starter with each tracer, and of the tools use this one table, so all of them
 * agree.
 *
 * @param what the name of the case
 * @param headers complete lines, {@code b3: 0}
 * @param traceId the trace, 32 lower-case hex digits, or {@code null} if none counts
 * @param decision the sampling decision, or {@code null} for none
 */
public record TraceHeaderCase(String what, List<String> headers, @Nullable String traceId,
		@Nullable SamplingDecision decision) {

	/** A trace id in the cases. */
	public static final String A = "0af7651916cd43dd8448eb211c80319c";

	/** Another one. */
	public static final String B = "463ac35c9f6413ad48485a3953bb6124";

	/** The calling span. */
	public static final String SPAN = "b7ad6b7169203331";

	private static final String PARENT = "05e3ac9a4f6e3b90";

	private static final String W3C = "traceparent: 00-" + A + "-" + SPAN + "-";

	private static final String ID = "x-b3-traceid: " + A;

	private static final String SPAN_ID = "x-b3-spanid: " + SPAN;

	/** Values that are invalid in every trace header, or too long. */
	private static final List<String> HOSTILE = List.of("0", "00", "-", "--", "---", "00-", "00-" + A, "00-" + A + "-",
			"00-" + A + "-" + SPAN, "00-" + A + "-" + SPAN + "-", "garbage", "00-xyz-" + SPAN + "-01", "0".repeat(55),
			"-".repeat(55), "00-" + "0".repeat(32) + "-" + SPAN + "-01", "00-" + A + "-0000000000000000-01",
			A + "-" + "0".repeat(16), "0".repeat(32) + "-" + SPAN + "-1", A, A + "-", A + A, "f".repeat(20_000),
			"00-" + A + "-" + SPAN + "-01" + "-x".repeat(5_000), A + "-" + SPAN.substring(1),
			"00-" + A + "-" + SPAN + "-\u00e9\u00ff", "\u00e4\u0080", "a\tb", "%00", "d-d-d", ",", "=", "null",
			"true-false");

	@Override
	public String toString() {
		return this.what;
	}

	/**
	 * The headers as {@link TraceFormat} reads them.
	 * @return the lines by lower-case name
	 */
	public Function<String, List<String>> lines() {
		Map<String, List<String>> lines = byName();
		return (name) -> lines.getOrDefault(name, List.of());
	}

	/**
	 * The headers by name.
	 * @return the lines by lower-case name
	 */
	public Map<String, List<String>> byName() {
		Map<String, List<String>> lines = new LinkedHashMap<>();
		for (String header : this.headers) {
			int colon = header.indexOf(':');
			lines.computeIfAbsent(header.substring(0, colon).toLowerCase(Locale.ROOT), (name) -> new ArrayList<>())
				.add(header.substring(colon + 1));
		}
		return lines;
	}

	/**
	 * The table.
	 * @return the cases that differ in what counts
	 */
	public static Stream<TraceHeaderCase> table() {
		return Stream.of(w3c(), b3(), b3Multi(), several()).flatMap((cases) -> cases);
	}

	private static Stream<TraceHeaderCase> w3c() {
		return Stream.of(read("sampled", SamplingDecision.SAMPLED, W3C + "01"),
				read("not sampled", SamplingDecision.NOT_SAMPLED, W3C + "00"),
				read("sampled and random", SamplingDecision.SAMPLED, W3C + "03"),
				read("random, not sampled", SamplingDecision.NOT_SAMPLED, W3C + "02"),
				read("all flags", SamplingDecision.SAMPLED, W3C + "ff"),
				read("unknown flags", SamplingDecision.NOT_SAMPLED, W3C + "a4"),
				read("a later version", SamplingDecision.SAMPLED, "traceparent: cc-" + A + "-" + SPAN + "-01"),
				read("a later version with flags", SamplingDecision.SAMPLED,
						"traceparent: 01-" + A + "-" + SPAN + "-83"),
				read("a later version with more fields", SamplingDecision.NOT_SAMPLED,
						"traceparent: cc-" + A + "-" + SPAN + "-00-what the future"),
				read("white space around it", SamplingDecision.SAMPLED,
						"traceparent: \t 00-" + A + "-" + SPAN + "-01 \t"),
				read("a name in upper case", SamplingDecision.SAMPLED, "TRACEPARENT: 00-" + A + "-" + SPAN + "-01"),
				read("a blank line before it", SamplingDecision.SAMPLED, "traceparent:", W3C + "01"),
				none("twice", W3C + "01", "traceparent: 00-" + B + "-" + SPAN + "-01"),
				none("twice the same", W3C + "01", W3C + "01"),
				none("two in one line", W3C + "01,00-" + B + "-" + SPAN + "-01"),
				none("version ff", "traceparent: ff-" + A + "-" + SPAN + "-01"),
				none("upper case", "traceparent: 00-" + upper(A) + "-" + SPAN + "-01"),
				none("a span in upper case", "traceparent: 00-" + A + "-" + upper(SPAN) + "-01"),
				none("flags in upper case", W3C + "0A"), none("version 00 with more fields", W3C + "01-more"),
				none("version 00 with a dash behind it", W3C + "01-"),
				none("a later version with something else behind it", "traceparent: cc-" + A + "-" + SPAN + "-01.what"),
				none("too short a trace id", "traceparent: 00-" + A.substring(1) + "-" + SPAN + "-01"),
				none("too long a trace id", "traceparent: 00-" + A + "1-" + SPAN + "-01"),
				none("too short flags", W3C + "1"), none("too long flags", W3C + "001"),
				none("another name", "trace-parent: 00-" + A + "-" + SPAN + "-01"));
	}

	private static Stream<TraceHeaderCase> b3() {
		String b3 = "b3: " + A + "-" + SPAN;
		return Stream.of(read("b3 without a decision", null, b3),
				read("b3, sampled", SamplingDecision.SAMPLED, b3 + "-1"),
				read("b3, not sampled", SamplingDecision.NOT_SAMPLED, b3 + "-0"),
				read("b3, debug", SamplingDecision.DEBUG, b3 + "-d"),
				read("b3 with a parent", SamplingDecision.SAMPLED, b3 + "-1-" + PARENT),
				read("b3 with a parent and no decision", null, b3 + "-" + PARENT),
				read("b3 in upper case", SamplingDecision.SAMPLED, "b3: " + upper(A) + "-" + upper(SPAN) + "-1"),
				read("b3 with a decision of old clients", SamplingDecision.SAMPLED, b3 + "-true"),
				read("b3 with a malformed decision", null, b3 + "-x"), read("b3 with an empty tail", null, b3 + "-"),
				read("b3 with a malformed tail", SamplingDecision.NOT_SAMPLED, b3 + "-0-xyz-and-more"),
				new TraceHeaderCase("b3 of 64 bits", List.of("b3: 48485a3953bb6124-" + SPAN + "-1"),
						"000000000000000048485a3953bb6124", SamplingDecision.SAMPLED),
				none("b3 with a trace id of 20 digits", "b3: " + A.substring(12) + "-" + SPAN + "-1"),
				none("b3 with a short span id", "b3: " + A + "-1-1"),
				none("b3 of zeros", "b3: " + "0".repeat(32) + "-" + SPAN),
				decided("b3: 0", SamplingDecision.NOT_SAMPLED, "b3: 0"),
				decided("b3: 1", SamplingDecision.SAMPLED, "b3: 1"), decided("b3: d", SamplingDecision.DEBUG, "b3: d"));
	}

	private static Stream<TraceHeaderCase> b3Multi() {
		return Stream
			.of(read("x-b3 without a decision", null, ID, SPAN_ID),
					read("x-b3, sampled", SamplingDecision.SAMPLED, ID, SPAN_ID, "x-b3-sampled: 1"),
					read("x-b3, not sampled", SamplingDecision.NOT_SAMPLED, ID, SPAN_ID, "x-b3-sampled: 0"),
					read("x-b3, sampled as old clients say it", SamplingDecision.SAMPLED, ID, SPAN_ID,
							"x-b3-sampled: True"),
					read("x-b3, not sampled as old clients say it", SamplingDecision.NOT_SAMPLED, ID, SPAN_ID,
							"x-b3-sampled: false"),
					read("x-b3, debug", SamplingDecision.DEBUG, ID, SPAN_ID, "x-b3-flags: 1"),
					read("x-b3, debug before sampled", SamplingDecision.DEBUG, ID, SPAN_ID, "x-b3-sampled: 0",
							"x-b3-flags: 1"),
					read("x-b3, a malformed decision", null, ID, SPAN_ID, "x-b3-sampled: maybe", "x-b3-flags: 9"),
					read("x-b3, a malformed parent", SamplingDecision.SAMPLED, ID, SPAN_ID, "x-b3-parentspanid: \u00e4",
							"x-b3-sampled: 1"),
					read("x-b3 in upper case", SamplingDecision.SAMPLED, "x-b3-traceid: " + upper(A),
							"x-b3-spanid: " + upper(SPAN), "x-b3-sampled: 1"),
					new TraceHeaderCase("x-b3 of 64 bits",
							List.of("x-b3-traceid: 48485a3953bb6124", SPAN_ID, "x-b3-sampled: 1"),
							"000000000000000048485a3953bb6124", SamplingDecision.SAMPLED),
					new TraceHeaderCase("x-b3 without leading zeros",
							List.of("x-b3-traceid: abc", "x-b3-spanid: 1", "x-b3-sampled: 1"),
							"00000000000000000000000000000abc", SamplingDecision.SAMPLED),
					new TraceHeaderCase("x-b3 with a trace id of 20 digits",
							List.of("x-b3-traceid: " + A.substring(12), SPAN_ID, "x-b3-sampled: 1"),
							"0".repeat(12) + A.substring(12), SamplingDecision.SAMPLED),
					read("the first of two lines", null, ID, "x-b3-traceid: " + B, SPAN_ID),
					none("x-b3 without a span", ID), none("x-b3 with a span only", SPAN_ID),
					none("x-b3 with too long a trace id", ID + "1", SPAN_ID),
					none("x-b3 with too long a span id", ID, SPAN_ID + "1"),
					none("x-b3 of zeros", "x-b3-traceid: " + "0".repeat(32), SPAN_ID),
					none("x-b3 with a span of zeros", ID, "x-b3-spanid: 0"),
					decided("x-b3-sampled: 0", SamplingDecision.NOT_SAMPLED, "x-b3-sampled: 0"),
					decided("x-b3-sampled: true", SamplingDecision.SAMPLED, "x-b3-sampled: true"),
					decided("x-b3-flags: 1", SamplingDecision.DEBUG, "x-b3-flags: 1"),
					decided("a decision with malformed ids", SamplingDecision.NOT_SAMPLED, "x-b3-traceid: xyz", SPAN_ID,
							"x-b3-sampled: 0"),
					none("a malformed decision alone", "x-b3-sampled: maybe", "x-b3-flags: 2"));
	}

	private static Stream<TraceHeaderCase> several() {
		String other = "traceparent: 00-" + B + "-" + SPAN + "-01";
		return Stream.of(read("B3 before W3C", SamplingDecision.NOT_SAMPLED, other, ID, SPAN_ID, "x-b3-sampled: 0"),
				read("one header before several", SamplingDecision.SAMPLED, "x-b3-traceid: " + B, SPAN_ID,
						"b3: " + A + "-" + SPAN + "-1"),
				read("a malformed one behind which is a good one", SamplingDecision.SAMPLED, "b3: garbage", ID, SPAN_ID,
						"x-b3-sampled: 1"),
				read("malformed B3 behind which is a good traceparent", SamplingDecision.SAMPLED, "b3: garbage",
						"x-b3-traceid: zz", "x-b3-spanid: zz", W3C + "03"),
				read("a decision alone hides no traceparent", SamplingDecision.NOT_SAMPLED, "b3: 0", W3C + "01"),
				read("nor does one in several headers", SamplingDecision.NOT_SAMPLED, "x-b3-sampled: 0", W3C + "01"),
				read("nor B3 in several headers", SamplingDecision.NOT_SAMPLED, "b3: 0", ID, SPAN_ID,
						"x-b3-sampled: 1"),
				read("two traceparents hide no B3", SamplingDecision.SAMPLED, other, W3C + "00", ID, SPAN_ID,
						"x-b3-sampled: 1"),
				read("the same trace in all formats", SamplingDecision.SAMPLED, W3C + "01", ID, SPAN_ID,
						"x-b3-sampled: 1", "b3: " + A + "-" + SPAN + "-1"));
	}

	/**
	 * Each header with invalid values, alone and together with a good context.
	 * @return the cases, in which the value never counts
	 */
	public static Stream<TraceHeaderCase> hostile() {
		Stream.Builder<TraceHeaderCase> cases = Stream.builder();
		for (String name : TraceHeaders.NAMES.stream().sorted().toList()) {
			for (String value : HOSTILE) {
				String header = name + ": " + value;
				String shown = (header.length() > 70) ? header.substring(0, 67) + "..." + header.length() : header;
				if (!decides(name, value)) {
					cases.add(none(shown, header));
					cases.add(name.equals("traceparent") ? read(shown + " with B3", null, header, ID, SPAN_ID)
							: read(shown + " with W3C", SamplingDecision.SAMPLED, header, W3C + "01"));
				}
			}
		}
		return cases.build();
	}

	/** These values are a valid decision in these headers. */
	private static boolean decides(String name, String value) {
		return value.equals("0") && (name.equals("b3") || name.equals("x-b3-sampled"));
	}

	private static TraceHeaderCase read(String what, @Nullable SamplingDecision decision, String... headers) {
		return new TraceHeaderCase(what, List.of(headers), A, decision);
	}

	private static TraceHeaderCase decided(String what, SamplingDecision decision, String... headers) {
		return new TraceHeaderCase(what + " alone", List.of(headers), null, decision);
	}

	private static TraceHeaderCase none(String what, String... headers) {
		return new TraceHeaderCase(what, List.of(headers), null, null);
	}

	private static String upper(String id) {
		return id.toUpperCase(Locale.ROOT);
	}

}
