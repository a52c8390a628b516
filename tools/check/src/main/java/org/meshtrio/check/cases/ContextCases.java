package org.meshtrio.check.cases;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.meshtrio.check.capture.CapturedRequest;
import org.meshtrio.check.probe.Ids;
import org.meshtrio.check.probe.Line;
import org.meshtrio.check.probe.Probe;
import org.meshtrio.check.probe.Probes;
import org.meshtrio.check.probe.SentRequest;
import org.meshtrio.check.rule.Rule;
import org.meshtrio.check.verdict.Breach;
import org.meshtrio.check.verdict.Evidence;
import org.meshtrio.check.verdict.Fault;
import org.meshtrio.check.verdict.Observation;
import org.meshtrio.check.verdict.Verdict;
import org.meshtrio.trace.model.Headers;
import org.meshtrio.trace.model.TraceHeader;
import org.meshtrio.tracecontext.TraceHeaders;

/**
 * A context that arrives continues.
 */
final class ContextCases {

	static final Probe B3_SINGLE = Probe.get(TraceHeaders.B3, (ids) -> Probes.lines(ids.context().b3()));

	static final Probe B3_64_BIT = Probe.get("x-b3-traceid with 64 bits",
			(ids) -> List.of(new Line(TraceHeaders.B3_TRACE_ID, half(ids)),
					new Line(TraceHeaders.B3_SPAN_ID, ids.spanId()), new Line(TraceHeaders.B3_SAMPLED, "1")));

	private static final Probe DISAGREE = Probe.get("traceparent and x-b3-traceid of two traces",
			(ids) -> List.of(new Line(TraceHeaders.TRACEPARENT, ids.traceparent("01")),
					new Line(TraceHeaders.B3_TRACE_ID, ids.otherTraceId()),
					new Line(TraceHeaders.B3_SPAN_ID, ids.spanId()), new Line(TraceHeaders.B3_SAMPLED, "1")));

	static final List<Probe> CASES = Stream.of("TraceParent", "TRACEPARENT")
		.map((name) -> Probe.get(name, (ids) -> List.of(new Line(name, ids.traceparent("01")))))
		.toList();

	static final List<Probe> WHITE_SPACE = List.of(whiteSpace(" ", ""), whiteSpace("\t", ""), whiteSpace("", " "),
			whiteSpace("", "\t"), whiteSpace("\t ", " \t"));

	private static final List<Probe> OTHER_NAMES = List.of(otherName("trace-parent"), otherName("trace.parent"),
			Probe.get("trace-state", (ids) -> List.of(new Line("trace-state", "one=" + ids.mark()))));

	static final List<Probe> VERSIONS = List.of(
			Probe.get("traceparent of version cc",
					(ids) -> List.of(new Line(TraceHeaders.TRACEPARENT, "cc" + ids.traceparent("01").substring(2)))),
			Probe.get("traceparent of version cc with a fifth field", (ids) -> List
				.of(new Line(TraceHeaders.TRACEPARENT, "cc" + ids.traceparent("01").substring(2) + "-later"))));

	private ContextCases() {
	}

	static Map<Rule, Case> cases() {
		return Map.ofEntries(Map.entry(Rule.TRACE_CONTINUED, Case.of(Probes.BOTH, continued(Contexts.ANY))),
				Map.entry(Rule.W3C_CONTINUED, Case.of(Probes.W3C, continued(Contexts.W3C))),
				Map.entry(Rule.B3_SINGLE_CONTINUED, Case.of(B3_SINGLE, continued(Contexts.B3))),
				Map.entry(Rule.B3_MULTI_CONTINUED, Case.of(Probes.B3_MULTI, continued(Contexts.B3))),
				Map.entry(Rule.B3_64_BIT,
						Case.of(B3_64_BIT,
								Judge.best((sent, seen) -> Contexts.continues(seen, half(sent.ids()), Contexts.B3)))),
				Map.entry(Rule.CONTEXTS_DISAGREE, ContextCases::disagree),
				Map.entry(Rule.NAMES_IN_ANY_CASE, Case.each(CASES, continued(Contexts.W3C))),
				Map.entry(Rule.WHITE_SPACE_IGNORED, Case.each(WHITE_SPACE, continued(Contexts.W3C))),
				Map.entry(Rule.OTHER_NAMES_IGNORED, Case.each(OTHER_NAMES, Judge.any(ContextCases::notRead))),
				Map.entry(Rule.VERSION_ACCEPTED, Case.each(VERSIONS, continued(Contexts.W3C))),
				Map.entry(Rule.SPAN_IDS, ContextCases::spanIds), Map.entry(Rule.TRACE_STARTED, ContextCases::started));
	}

	private static Probe whiteSpace(String before, String after) {
		return Probe.get("traceparent with white space around it",
				(ids) -> List.of(new Line(TraceHeaders.TRACEPARENT, before + ids.traceparent("01") + after)));
	}

	private static Probe otherName(String name) {
		return Probe.get(name, (ids) -> List.of(new Line(name, ids.traceparent("01"))));
	}

	private static Stream<Fault> notRead(SentRequest sent, Headers seen) {
		return Stream.concat(Contexts.ignored(sent, seen),
				seen.values(TraceHeaders.TRACESTATE)
					.stream()
					.filter((value) -> value.contains(sent.ids().mark()))
					.map((value) -> new Fault.Leaked(TraceHeaders.TRACESTATE, value)));
	}

	static Judge continued(List<String> names) {
		return Judge.best((sent, seen) -> Contexts.continues(seen, sent.ids().traceId(), names));
	}

	/**
	 * Whether the service forwards the caller's span id, as one does that makes no spans.
	 */
	static boolean onlyForwards(Evidence evidence) {
		Observation both = evidence.of(Probes.BOTH);
		return both.main()
			.stream()
			.anyMatch((call) -> Contexts.spanIds(call.headers()).contains(both.sent().ids().spanId()));
	}

	private static Verdict disagree(Evidence evidence) {
		Observation observation = evidence.of(DISAGREE);
		Ids ids = observation.sent().ids();
		List<Breach> breaches = Judge
			.best((sent, seen) -> TraceHeader.in(seen).isEmpty() ? Stream.of(new Fault.Missing(Contexts.ANY))
					: TraceHeader.in(seen)
						.stream()
						.filter((header) -> !header.carries(ids.traceId()) && !header.carries(ids.otherTraceId()))
						.map((header) -> new Fault.OtherTrace(header.name(), ids.traceId(),
								String.valueOf(header.traceId()))))
			.breaches(observation);
		if (!breaches.isEmpty()) {
			return Verdict.of(breaches);
		}
		Set<String> left = observation.main()
			.stream()
			.flatMap((call) -> TraceHeader.in(call.headers()).stream())
			.map((header) -> String.valueOf(header.traceId()))
			.collect(Collectors.toSet());
		if (left.size() > 1) {
			return new Verdict.Passed(Verdict.Note.BOTH_LEAVE);
		}
		return new Verdict.Passed(left.contains(ids.traceId()) ? Verdict.Note.W3C_WINS : Verdict.Note.B3_WINS);
	}

	private static Verdict spanIds(Evidence evidence) {
		Set<String> known = new HashSet<>();
		List<Breach> breaches = Stream.of(Probes.PLAIN, Probes.BOTH, Probes.W3C)
			.map(evidence::of)
			.flatMap((observation) -> {
				String arrived = observation.sent().ids().spanId();
				return observation.main()
					.stream()
					.flatMap((call) -> wrongSpans(call, arrived, known)
						.map((fault) -> new Breach(observation, call, fault)));
			})
			.toList();
		return breaches.isEmpty()
				? new Verdict.Passed(onlyForwards(evidence) ? Verdict.Note.ONLY_FORWARDS : Verdict.Note.MAKES_SPANS)
				: Verdict.of(breaches);
	}

	private static Stream<Fault> wrongSpans(CapturedRequest call, String arrived, Set<String> known) {
		List<String> ids = Contexts.spanIds(call.headers());
		if (ids.size() > 1) {
			return Stream.of(new Fault.TwoSpans(ids));
		}
		return ids.stream().filter((id) -> !id.equals(arrived) && !known.add(id)).map(Fault.SameSpan::new);
	}

	private static Verdict started(Evidence evidence) {
		if (onlyForwards(evidence)) {
			return new Verdict.NotJudged(Verdict.Reason.Simple.ONLY_FORWARDS);
		}
		return Verdict.of(Judge.best((sent, seen) -> Contexts.in(seen).isEmpty()
				? Stream.of(new Fault.Missing(Contexts.ANY)) : Stream.<Fault>empty())
			.breaches(evidence.baseline()));
	}

	private static String half(Ids ids) {
		return ids.traceId().substring(16);
	}

}
