package org.meshtrio.check.cases;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.meshtrio.check.capture.CapturedRequest;
import org.meshtrio.check.capture.NextHop;
import org.meshtrio.check.probe.Ids;
import org.meshtrio.check.probe.Probe;
import org.meshtrio.check.probe.Probes;
import org.meshtrio.check.probe.SentRequest;
import org.meshtrio.check.rule.Rule;
import org.meshtrio.check.verdict.Breach;
import org.meshtrio.check.verdict.Evidence;
import org.meshtrio.check.verdict.Fault;
import org.meshtrio.check.verdict.Observation;
import org.meshtrio.check.verdict.Verdict;
import org.meshtrio.check.verdict.Verdict.Reason;
import org.meshtrio.headers.PropagatedHeader;
import org.meshtrio.trace.model.Headers;
import org.meshtrio.trace.model.TraceHeader;

/**
 * Calls that differ from one GET which gets an answer.
 */
final class CallCases {

	private static final int PARALLEL = 200;

	static final Probe POST = Probes.BOTH.post("a POST with a body");

	private static final Probe AFTER_ERROR = Probes.BOTH.to("the next service answers 500", NextHop.FAILS);

	private static final Probe AFTER_RESET = Probes.BOTH.to("the next service closes the connection", NextHop.RESETS);

	private static final Probe WHEN_SLOW = Probes.BOTH.to("the next service is slow", NextHop.IS_SLOW);

	private static final Probe MANY = Probes.BOTH.times("200 requests at the same time", PARALLEL);

	private CallCases() {
	}

	static Map<Rule, Case> cases() {
		return Map.of(Rule.POST_CONTINUED, CallCases::post, //
				Rule.AFTER_ERROR_CONTINUED, Case.of(AFTER_ERROR, inAll(Observation::main)), //
				Rule.AFTER_RESET_CONTINUED, Case.of(AFTER_RESET, inAll(Observation::main)), //
				Rule.WHEN_SLOW_CONTINUED, Case.of(WHEN_SLOW, inAll(Observation::main)), //
				Rule.FAN_OUT_CONTINUED, CallCases::fanOut, //
				Rule.LATE_CALLS_CONTINUED, CallCases::late, //
				Rule.PARALLEL_NOT_MIXED, CallCases::parallel, //
				Rule.SPANS_REPORTED, CallCases::spans);
	}

	private static Judge inAll(Function<Observation, List<CapturedRequest>> calls) {
		return (observation) -> Judge.all(calls.apply(observation), observation, CallCases::inTrace);
	}

	private static Stream<Fault> inTrace(SentRequest sent, Headers seen) {
		return Contexts.continues(seen, sent.ids().traceId(), Contexts.ANY);
	}

	private static Verdict post(Evidence evidence) {
		Observation observation = evidence.of(POST);
		return observation.all().isEmpty()
				? new Verdict.NotJudged(new Reason.Refused(POST.method(), observation.status()))
				: Verdict.of(ContextCases.continued(Contexts.ANY).breaches(observation));
	}

	private static Verdict fanOut(Evidence evidence) {
		if (evidence.baseline().main().size() < 2) {
			return new Verdict.NotJudged(Reason.Simple.ONE_CALL);
		}
		return Verdict.of(inAll(Observation::main).breaches(evidence.of(Probes.BOTH)));
	}

	private static Verdict late(Evidence evidence) {
		Observation observation = evidence.of(Probes.BOTH);
		if (evidence.baseline().lateCalls().isEmpty() && observation.lateCalls().isEmpty()) {
			return new Verdict.NotJudged(Reason.Simple.NO_LATE_CALLS);
		}
		return Verdict.of(inAll(Observation::lateCalls).breaches(observation));
	}

	/**
	 * The calls of all requests came at the same time, so their ids say whose they are.
	 */
	private static Verdict parallel(Evidence evidence) {
		List<Observation> requests = evidence.allOf(MANY);
		Observation first = requests.get(0);
		Map<String, Observation> byTrace = requests.stream()
			.collect(Collectors.toMap((request) -> request.sent().ids().traceId(), Function.identity()));
		Map<String, Integer> counts = new HashMap<>();
		for (CapturedRequest call : first.all()) {
			List<String> traces = TraceHeader.in(call.headers())
				.stream()
				.map(TraceHeader::traceId)
				.flatMap(Stream::ofNullable)
				.distinct()
				.toList();
			Observation request = traces.isEmpty() ? null : byTrace.get(traces.get(0));
			if (request != null) {
				counts.merge(traces.get(0), 1, Integer::sum);
				Fault mixed = mixed(traces, request.sent().ids(), call.headers());
				if (mixed != null) {
					return Verdict.of(List.of(new Breach(request, call, mixed)));
				}
			}
		}
		Observation one = evidence.of(Probes.BOTH);
		long each = one.all()
			.stream()
			.filter((call) -> inTrace(one.sent(), call.headers()).findAny().isEmpty())
			.count();
		int wrong = (int) requests.stream()
			.filter((request) -> counts.getOrDefault(request.sent().ids().traceId(), 0) != each)
			.count();
		return (wrong == 0) ? Verdict.PASSED
				: Verdict.of(List.of(new Breach(first, null, new Fault.WrongCount(requests.size(), wrong))));
	}

	private static @Nullable Fault mixed(List<String> traces, Ids ids, Headers seen) {
		if (traces.size() > 1) {
			return new Fault.Mixed("the trace id", ids.traceId(), traces.get(1));
		}
		String name = PropagatedHeader.X_REQUEST_ID.pattern();
		return seen.values(name)
			.stream()
			.filter((value) -> !value.equals(ids.requestId()))
			.findFirst()
			.map((value) -> new Fault.Mixed(name, ids.requestId(), value))
			.orElse(null);
	}

	private static Verdict spans(Evidence evidence) {
		if (!evidence.hasStore()) {
			return new Verdict.NotJudged(Reason.Simple.NO_STORE);
		}
		if (ContextCases.onlyForwards(evidence)) {
			return new Verdict.NotJudged(Reason.Simple.ONLY_FORWARDS);
		}
		return Verdict.of(
				Judge
					.best((sent, seen) -> Contexts.spanIds(seen)
						.stream()
						.filter((span) -> !evidence.hasSpan(sent.ids().traceId(), span))
						.map((span) -> new Fault.NoSpan(sent.ids().traceId(), span)))
					.breaches(evidence.of(Probes.BOTH)));
	}

}
