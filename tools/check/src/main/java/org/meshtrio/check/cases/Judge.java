package org.meshtrio.check.cases;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.meshtrio.check.capture.CapturedRequest;
import org.meshtrio.check.probe.SentRequest;
import org.meshtrio.check.verdict.Breach;
import org.meshtrio.check.verdict.Fault;
import org.meshtrio.check.verdict.Observation;
import org.meshtrio.trace.model.Headers;

/**
 * Finds the places of one request that break a rule.
 */
@FunctionalInterface
interface Judge {

	List<Breach> breaches(Observation observation);

	/**
	 * Judges the best of the calls before the response. Other rules are about the other
	 * calls, and each fault must break one rule only.
	 */
	static Judge best(CallJudge judge) {
		return (observation) -> observation.main()
			.stream()
			.map((call) -> judge.breaches(observation, call))
			.min(Comparator.comparing(List::size))
			.orElseGet(() -> List.of(new Breach(observation, null, new Fault.NoCall())));
	}

	/**
	 * Judges each call that was made. That there is one is the subject of other rules.
	 */
	static Judge any(CallJudge judge) {
		return (observation) -> each(observation.all(), observation, judge);
	}

	/** Judges each of some calls, of which there must be one. */
	static List<Breach> all(List<CapturedRequest> calls, Observation observation, CallJudge judge) {
		return calls.isEmpty() ? List.of(new Breach(observation, null, new Fault.NoCall()))
				: each(calls, observation, judge);
	}

	private static List<Breach> each(List<CapturedRequest> calls, Observation observation, CallJudge judge) {
		return calls.stream().flatMap((call) -> judge.breaches(observation, call).stream()).toList();
	}

	/**
	 * Finds what is wrong with the headers of one call.
	 */
	@FunctionalInterface
	interface CallJudge {

		Stream<? extends Fault> faults(SentRequest sent, Headers seen);

		default List<Breach> breaches(Observation observation, CapturedRequest call) {
			return faults(observation.sent(), call.headers()).map((fault) -> new Breach(observation, call, fault))
				.toList();
		}

	}

}
