package org.meshtrio.check.cases;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import org.meshtrio.check.probe.Probe;
import org.meshtrio.check.probe.Probes;
import org.meshtrio.check.rule.Rule;
import org.meshtrio.check.verdict.Breach;
import org.meshtrio.check.verdict.Fault;
import org.meshtrio.check.verdict.Observation;
import org.meshtrio.check.verdict.StoredTraces;
import org.meshtrio.check.verdict.Verdict;
import org.meshtrio.check.verdict.Verdict.Reason;
import org.meshtrio.trace.diagnosis.SpanGaps;
import org.meshtrio.trace.model.Span;

/**
 * How rules are judged by spans alone: a trace goes on if a span in it shows a call.
 */
public final class SpanCases {

	/** The requests whose traces must go on. */
	private static final Map<Rule, List<Probe>> GO_ON = new EnumMap<>(
			Map.ofEntries(Map.entry(Rule.W3C_CONTINUED, List.of(Probes.W3C)),
					Map.entry(Rule.B3_SINGLE_CONTINUED, List.of(ContextCases.B3_SINGLE)),
					Map.entry(Rule.B3_MULTI_CONTINUED, List.of(Probes.B3_MULTI)),
					Map.entry(Rule.B3_64_BIT, List.of(ContextCases.B3_64_BIT)),
					Map.entry(Rule.NAMES_IN_ANY_CASE, ContextCases.CASES),
					Map.entry(Rule.WHITE_SPACE_IGNORED, ContextCases.WHITE_SPACE),
					Map.entry(Rule.VERSION_ACCEPTED, ContextCases.VERSIONS),
					Map.entry(Rule.FLAGS_ACCEPTED, List.of(SamplingCases.RANDOM)),
					Map.entry(Rule.UNKNOWN_FLAGS_ACCEPTED, List.of(SamplingCases.UNKNOWN_FLAGS)),
					Map.entry(Rule.MALFORMED_HIDES_NOTHING, List.of(MalformedCases.HIDDEN)),
					Map.entry(Rule.TRACESTATE_NO_HARM, TracestateCases.MALFORMED),
					Map.entry(Rule.POST_CONTINUED, List.of(CallCases.POST))));

	/** These are also about the header in which the trace goes on. */
	private static final Set<Rule> HEADERS = EnumSet.of(Rule.W3C_CONTINUED, Rule.B3_SINGLE_CONTINUED,
			Rule.B3_MULTI_CONTINUED);

	/** What the proxies change doesn't matter to these. */
	private static final Set<Rule> BEHIND_PROXIES = EnumSet.of(Rule.TRACE_CONTINUED, Rule.POST_CONTINUED,
			Rule.SAMPLED_KEPT, Rule.NOT_SAMPLED_KEPT, Rule.SPANS_REPORTED);

	private SpanCases() {
	}

	/**
	 * The requests that rules need, with those of the rules that these need.
	 * @param rules the rules
	 * @return their kinds, each once
	 */
	public static List<Probe> probes(Set<Rule> rules) {
		return Stream
			.concat(Stream.of(Probes.BOTH),
					rules.stream()
						.flatMap((rule) -> Stream.concat(Stream.of(rule), rule.needs().stream()))
						.flatMap((rule) -> probes(rule).stream()))
			.distinct()
			.toList();
	}

	private static List<Probe> probes(Rule rule) {
		return switch (rule) {
			case NOT_SAMPLED_KEPT -> List.of(SamplingCases.NOT_SAMPLED);
			case MALFORMED_NO_ERROR -> MalformedCases.ALL;
			default -> GO_ON.getOrDefault(rule, List.of());
		};
	}

	/**
	 * Judges a rule.
	 * @param rule the rule
	 * @param traces what the store has
	 * @return the verdict
	 */
	public static Verdict judge(Rule rule, StoredTraces traces) {
		if (!BEHIND_PROXIES.contains(rule) && new SpanGaps(traces.spans(Probes.BOTH)).hasSidecars()) {
			return new Verdict.NotJudged(Reason.Simple.BEHIND_PROXIES);
		}
		if (rule == Rule.MALFORMED_NO_ERROR) {
			return MalformedCases.statuses(MalformedCases.ALL.stream().map(traces::of), traces.baselineStatus());
		}
		Verdict first = traceContinued(traces);
		if (rule == Rule.TRACE_CONTINUED) {
			return first;
		}
		boolean known = GO_ON.containsKey(rule) || BEHIND_PROXIES.contains(rule);
		if (known && !(first instanceof Verdict.Passed)) {
			return new Verdict.NotJudged(new Reason.Needs(Rule.TRACE_CONTINUED));
		}
		return switch (rule) {
			case SAMPLED_KEPT -> Verdict.PASSED;
			case NOT_SAMPLED_KEPT -> notSampled(traces);
			case SPANS_REPORTED -> reported(traces);
			case POST_CONTINUED -> post(traces);
			default -> known ? goesOn(rule, traces) : new Verdict.NotJudged(Reason.Simple.ONLY_SPANS);
		};
	}

	private static Verdict traceContinued(StoredTraces traces) {
		if (new SpanGaps(traces.spans(Probes.BOTH)).hasCall()) {
			return Verdict.PASSED;
		}
		Observation observation = traces.of(Probes.BOTH);
		List<Breach> elsewhere = traces.splits()
			.entrySet()
			.stream()
			.map((split) -> new Breach(observation, null,
					new Fault.CalledElsewhere(split.getKey(), List.copyOf(split.getValue()))))
			.toList();
		return elsewhere.isEmpty() ? new Verdict.NotJudged(Reason.Simple.NO_CALL_SPAN) : Verdict.of(elsewhere);
	}

	private static Verdict goesOn(Rule rule, StoredTraces traces) {
		List<Probe> probes = Objects.requireNonNull(GO_ON.get(rule));
		List<Breach> breaches = probes.stream()
			.filter((probe) -> !new SpanGaps(traces.spans(probe)).hasCall())
			.map((probe) -> new Breach(traces.of(probe), null,
					new Fault.TraceEnds(traces.of(probe).sent().traceId(), services(traces.spans(probe)))))
			.toList();
		return (breaches.isEmpty() && HEADERS.contains(rule)) ? new Verdict.NotJudged(Reason.Simple.HEADER_UNSEEN)
				: Verdict.of(breaches);
	}

	private static Verdict post(StoredTraces traces) {
		Observation observation = traces.of(CallCases.POST);
		Integer status = observation.status();
		boolean refused = (status == null || status != traces.baselineStatus())
				&& !new SpanGaps(traces.spans(CallCases.POST)).hasCall();
		return refused ? new Verdict.NotJudged(new Reason.Refused(CallCases.POST.method(), status))
				: goesOn(Rule.POST_CONTINUED, traces);
	}

	private static List<String> services(List<Span> spans) {
		return spans.stream().map(Span::service).distinct().toList();
	}

	private static Verdict notSampled(StoredTraces traces) {
		Observation observation = traces.of(SamplingCases.NOT_SAMPLED);
		int spans = traces.spans(SamplingCases.NOT_SAMPLED).size();
		return (spans == 0) ? Verdict.PASSED : Verdict
			.of(List.of(new Breach(observation, null, new Fault.Recorded(observation.sent().traceId(), spans))));
	}

	private static Verdict reported(StoredTraces traces) {
		Observation observation = traces.of(Probes.BOTH);
		return Verdict.of(new SpanGaps(traces.spans(Probes.BOTH)).belowUnreported(observation.sent().ids().spanId())
			.stream()
			.map((span) -> new Breach(observation, null,
					new Fault.NoSpan(span.traceId(), String.valueOf(span.parentId()))))
			.toList());
	}

}
