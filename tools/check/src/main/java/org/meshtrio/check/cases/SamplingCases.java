package org.meshtrio.check.cases;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.meshtrio.check.probe.Line;
import org.meshtrio.check.probe.Probe;
import org.meshtrio.check.probe.Probes;
import org.meshtrio.check.rule.Rule;
import org.meshtrio.check.verdict.Fault;
import org.meshtrio.trace.model.Headers;
import org.meshtrio.tracecontext.SamplingDecision;
import org.meshtrio.tracecontext.TraceContext;
import org.meshtrio.tracecontext.TraceFormat;
import org.meshtrio.tracecontext.TraceHeaders;

/**
 * The caller's sampling decision is kept.
 */
final class SamplingCases {

	static final Probe NOT_SAMPLED = Probe.get("a trace that isn't sampled", (ids) -> Probes.both(ids, "0"));

	/** Sampled, so a store gets spans. */
	static final Probe RANDOM = flags("03");

	/** Sampled, too. */
	static final Probe UNKNOWN_FLAGS = flags("f9");

	private static final List<Probe> FLAGS = List.of(flags("02"), RANDOM);

	private static final Probe DEBUG = Probe.get("x-b3-flags: 1",
			(ids) -> List.of(new Line(TraceHeaders.B3_TRACE_ID, ids.traceId()),
					new Line(TraceHeaders.B3_SPAN_ID, ids.spanId()), new Line(TraceHeaders.B3_FLAGS, "1")));

	private static final List<Probe> DECISIONS = Stream.of(TraceHeaders.B3, TraceHeaders.B3_SAMPLED)
		.map((name) -> Probe.get(name + ": 0", (ids) -> List.of(new Line(name, "0"))))
		.toList();

	private SamplingCases() {
	}

	static Map<Rule, Case> cases() {
		return Map.of(Rule.FLAGS_ACCEPTED, Case.each(FLAGS, ContextCases.continued(Contexts.W3C)), //
				Rule.UNKNOWN_FLAGS_ACCEPTED, Case.of(UNKNOWN_FLAGS, ContextCases.continued(Contexts.W3C)), //
				Rule.RANDOM_FLAG_KEPT, Case.of(RANDOM, Judge.best((sent, seen) -> random(seen))), //
				Rule.SAMPLED_KEPT,
				Case.of(Probes.BOTH, Judge.best((sent, seen) -> decided(seen, SamplingDecision.SAMPLED))),
				Rule.NOT_SAMPLED_KEPT,
				Case.of(NOT_SAMPLED, Judge.best((sent, seen) -> decided(seen, SamplingDecision.NOT_SAMPLED))),
				Rule.B3_DEBUG_KEPT, Case.of(DEBUG, Judge.best((sent, seen) -> debug(seen))), //
				Rule.B3_DECISION_KEPT, Case.each(DECISIONS, Judge.best((sent, seen) -> decidedAlone(seen))));
	}

	private static Probe flags(String flags) {
		return Probe.get("traceparent with flags " + flags,
				(ids) -> List.of(new Line(TraceHeaders.TRACEPARENT, ids.traceparent(flags))));
	}

	private static Stream<Fault> decided(Headers seen, SamplingDecision expected) {
		return Contexts.in(seen)
			.stream()
			.filter((context) -> context.decision() != null && context.decision().isSampled() != expected.isSampled())
			.map((context) -> changed(context.format().decisionHeader(), expected, context.decision()));
	}

	private static Fault changed(String header, SamplingDecision expected, @Nullable SamplingDecision seen) {
		return new Fault.Changed(header, name(expected), name(seen));
	}

	private static String name(@Nullable SamplingDecision decision) {
		return (decision == null) ? "no decision" : switch (decision) {
			case NOT_SAMPLED -> "not sampled";
			case SAMPLED -> "sampled";
			case DEBUG -> "debug";
		};
	}

	private static Stream<Fault> random(Headers seen) {
		TraceContext context = TraceFormat.W3C.context(seen::values);
		return (context != null && !context.random())
				? Stream.of(new Fault.Changed(TraceHeaders.TRACEPARENT, "the random flag", "no random flag"))
				: Stream.empty();
	}

	private static Stream<Fault> debug(Headers seen) {
		return Contexts.in(seen)
			.stream()
			.filter((context) -> context.format() != TraceFormat.W3C && context.decision() != SamplingDecision.DEBUG)
			.map((context) -> changed((context.format() == TraceFormat.B3) ? TraceHeaders.B3 : TraceHeaders.B3_FLAGS,
					SamplingDecision.DEBUG, context.decision()));
	}

	private static Stream<Fault> decidedAlone(Headers seen) {
		List<TraceContext> contexts = Contexts.in(seen);
		boolean alone = Stream.of(TraceFormat.B3, TraceFormat.B3_MULTI)
			.anyMatch((format) -> format.decision(seen::values) == SamplingDecision.NOT_SAMPLED);
		if (contexts.isEmpty() && !alone) {
			return Stream.of(new Fault.Missing(List.of(TraceHeaders.B3, TraceHeaders.B3_SAMPLED)));
		}
		return decided(seen, SamplingDecision.NOT_SAMPLED);
	}

}
