package org.meshtrio.check.cases;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.meshtrio.check.probe.Line;
import org.meshtrio.check.probe.Probe;
import org.meshtrio.check.rule.Rule;
import org.meshtrio.check.verdict.Breach;
import org.meshtrio.check.verdict.Evidence;
import org.meshtrio.check.verdict.Fault;
import org.meshtrio.check.verdict.Observation;
import org.meshtrio.check.verdict.Verdict;
import org.meshtrio.tracecontext.TraceHeaders;

/**
 * Contexts that don't follow the grammar do no harm.
 */
final class MalformedCases {

	/** Where the parts of a traceparent begin and end. */
	private static final int TRACE = 3;

	private static final int SPAN = 36;

	private static final int FLAGS = 53;

	private static final int END = 55;

	private static final List<Probe> W3C = List.of(w3c("version ff", (good) -> "ff" + good.substring(2)),
			w3c("a version of one digit", (good) -> good.substring(1)),
			w3c("a version of three digits", (good) -> "0" + good),
			w3c("a version that isn't hex", (good) -> ".0" + good.substring(2)),
			w3c("a fifth field in version 00", (good) -> good + "-later"),
			w3c("a dot at the end", (good) -> good + "."), w3c("a trace id of zeros", (good) -> zeros(good, TRACE, 32)),
			w3c("a trace id of 31 digits", (good) -> without(good, TRACE)),
			w3c("a trace id of 33 digits", (good) -> with(good, TRACE, "1")),
			w3c("a trace id that isn't hex", (good) -> replaced(good, TRACE)),
			w3c("a trace id in upper case", (good) -> "00-ABCDEF" + good.substring(9)),
			w3c("a span id of zeros", (good) -> zeros(good, SPAN, 16)),
			w3c("a span id of 15 digits", (good) -> without(good, SPAN)),
			w3c("a span id of 17 digits", (good) -> with(good, SPAN, "1")),
			w3c("a span id that isn't hex", (good) -> replaced(good, SPAN)),
			w3c("flags of one digit", (good) -> good.substring(0, END - 1)),
			w3c("flags of three digits", (good) -> good + "1"),
			w3c("flags that aren't hex", (good) -> replaced(good, FLAGS)),
			w3c("nothing after the version", (good) -> "00-"),
			w3c("nothing after the trace id", (good) -> good.substring(0, SPAN - 1)),
			w3c("two digits only", (good) -> "00"), w3c("8,000 characters", (good) -> "0".repeat(8000)));

	private static final Probe TWICE = Probe
		.get("two traceparent lines", (ids) -> List.of(new Line(TraceHeaders.TRACEPARENT, ids.traceparent("01")),
				new Line(TraceHeaders.TRACEPARENT, ids.traceparent("01").replace(ids.traceId(), ids.otherTraceId()))));

	private static final List<Probe> B3 = List.of(
			Probe.get(
					"b3 with a span id of 15 digits", (ids) -> List.of(
							new Line(TraceHeaders.B3, ids.traceId() + "-" + ids.spanId().substring(1)))),
			Probe.get("b3 with a trace id of zeros",
					(ids) -> List.of(new Line(TraceHeaders.B3, "0".repeat(32) + "-" + ids.spanId() + "-1"))),
			Probe.get("b3 without a span id", (ids) -> List.of(new Line(TraceHeaders.B3, ids.traceId()))),
			Probe.get("x-b3-traceid that isn't hex",
					(ids) -> List.of(new Line(TraceHeaders.B3_TRACE_ID, "x" + ids.traceId().substring(1)),
							new Line(TraceHeaders.B3_SPAN_ID, ids.spanId()))),
			Probe.get("x-b3-traceid of 33 digits",
					(ids) -> List.of(new Line(TraceHeaders.B3_TRACE_ID, ids.traceId() + "1"),
							new Line(TraceHeaders.B3_SPAN_ID, ids.spanId()))),
			Probe.get("x-b3-traceid without x-b3-spanid",
					(ids) -> List.of(new Line(TraceHeaders.B3_TRACE_ID, ids.traceId()))));

	static final Probe HIDDEN = Probe.get("a malformed traceparent and a good x-b3-traceid",
			(ids) -> List.of(new Line(TraceHeaders.TRACEPARENT, "00-" + ids.otherTraceId()),
					new Line(TraceHeaders.B3_TRACE_ID, ids.traceId()), new Line(TraceHeaders.B3_SPAN_ID, ids.spanId()),
					new Line(TraceHeaders.B3_SAMPLED, "1")));

	static final List<Probe> ALL = Stream.of(W3C, List.of(TWICE), B3).flatMap(List::stream).toList();

	private MalformedCases() {
	}

	static Map<Rule, Case> cases() {
		return Map.of(Rule.MALFORMED_NO_ERROR, (evidence) -> statuses(ALL, evidence), //
				Rule.MALFORMED_W3C_IGNORED, Case.each(W3C, Judge.any(Contexts::ignored)), //
				Rule.TRACEPARENT_TWICE_IGNORED, Case.of(TWICE, Judge.any(Contexts::ignored)), //
				Rule.MALFORMED_B3_IGNORED, Case.each(B3, Judge.any(Contexts::ignored)), //
				Rule.MALFORMED_HIDES_NOTHING, Case.of(HIDDEN, ContextCases.continued(Contexts.B3)));
	}

	/** The status is that of a request without a context. */
	static Verdict statuses(List<Probe> probes, Evidence evidence) {
		return statuses(probes.stream().map(evidence::of), evidence.baselineStatus());
	}

	static Verdict statuses(Stream<Observation> observations, int expected) {
		return Verdict.of(observations.filter((observation) -> !Integer.valueOf(expected).equals(observation.status()))
			.map((observation) -> new Breach(observation, null, new Fault.OtherStatus(expected, observation.status())))
			.toList());
	}

	private static Probe w3c(String name, UnaryOperator<String> broken) {
		return Probe.get("traceparent with " + name,
				(ids) -> List.of(new Line(TraceHeaders.TRACEPARENT, broken.apply(ids.traceparent("01")))));
	}

	private static String zeros(String good, int start, int length) {
		return good.substring(0, start) + "0".repeat(length) + good.substring(start + length);
	}

	private static String without(String good, int position) {
		return good.substring(0, position) + good.substring(position + 1);
	}

	private static String with(String good, int position, String digit) {
		return good.substring(0, position) + digit + good.substring(position);
	}

	private static String replaced(String good, int position) {
		return good.substring(0, position) + "." + good.substring(position + 1);
	}

}
