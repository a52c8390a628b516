package org.meshtrio.check.run;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.meshtrio.check.capture.Capture;
import org.meshtrio.check.capture.Way;
import org.meshtrio.check.cases.Cases;
import org.meshtrio.check.probe.Probes;
import org.meshtrio.check.rule.Rule;
import org.meshtrio.check.verdict.Evidence;
import org.meshtrio.check.verdict.Observation;
import org.meshtrio.check.verdict.Verdict;
import org.meshtrio.check.verdict.Verdict.Reason;
import org.meshtrio.trace.store.TraceStore;
import org.meshtrio.trace.store.TraceStoreException;
import org.meshtrio.trace.wait.Deadline;

/**
 * Checks a service: waits until its calls come to the capture, and judges the rules, one
 * after the other.
 */
public final class Checker {

	private static final Duration INTERVAL = Duration.ofSeconds(1);

	private final CheckRequest request;

	private final Capture capture;

	private final Sender sender;

	/**
	 * Creates a check.
	 * @param request what to check
	 * @param capture where the service sends its calls to
	 */
	public Checker(CheckRequest request, Capture capture) {
		this.request = request;
		this.capture = capture;
		this.sender = new Sender(request, capture);
	}

	/**
	 * Judges the rules.
	 * @return the result
	 * @throws CheckException if the service can't be checked
	 */
	public CheckResult check() throws CheckException {
		TraceStore store = store();
		Way way = firstCall(store != null);
		if (way == null && store != null) {
			return new SpanChecker(this.request, store).check();
		}
		Observation baseline = baseline();
		Integer status = baseline.status();
		if (status == null) {
			throw new CheckException("The service gave no response: " + baseline.failure());
		}
		try {
			return new CheckResult(way, baseline,
					verdicts(new Session(this.request, this.sender, baseline, status, store)));
		}
		catch (StoreFailure ex) {
			throw new CheckException(ex.getMessage());
		}
	}

	private Map<Rule, Verdict> verdicts(Evidence evidence) {
		Map<Rule, Verdict> judged = new EnumMap<>(Rule.class);
		Map<Rule, Verdict> verdicts = new EnumMap<>(Rule.class);
		for (Rule rule : Rule.values()) {
			if (this.request.rules().contains(rule)) {
				verdicts.put(rule, judge(rule, evidence, judged));
			}
		}
		return verdicts;
	}

	private Verdict judge(Rule rule, Evidence evidence, Map<Rule, Verdict> judged) {
		Verdict known = judged.get(rule);
		if (known != null) {
			return known;
		}
		Verdict verdict = null;
		for (Rule needed : rule.needs()) {
			if (verdict == null && !(judge(needed, evidence, judged) instanceof Verdict.Passed)) {
				verdict = new Verdict.NotJudged(new Reason.Needs(needed));
			}
		}
		if (verdict == null) {
			verdict = Cases.of(rule).judge(evidence);
		}
		judged.put(rule, verdict);
		return verdict;
	}

	/**
	 * Waits for a service that is starting, too, and for the late calls of its first
	 * request, which the next one must not have.
	 * @param store whether a trace store can stand in for the capture
	 * @return how the call came, or {@code null} if there was none, but a response
	 */
	private @Nullable Way firstCall(boolean store) throws CheckException {
		Deadline deadline = Deadline.after(this.request.start());
		Observation first = this.sender.send(Probes.PLAIN, Sender.ALL_CALLS).get(0);
		while (first.all().isEmpty() && !(store && runs(first)) && deadline.pause(INTERVAL)) {
			first = this.sender.send(Probes.PLAIN, Sender.ALL_CALLS).get(0);
		}
		if (!first.all().isEmpty()) {
			return first.all().get(0).way();
		}
		if (store && first.status() != null) {
			return null;
		}
		if (first.status() == null) {
			throw new CheckException(
					"The service gave no response: " + first.failure() + ". Start it, or name its URL");
		}
		throw new CheckException("The service answered " + first.status() + ", but sent nothing to the capture at port "
				+ this.capture.port() + ". Start it with one of the settings above, and name a URL for which it calls"
				+ " another service by http. A proxy setting often doesn't apply to localhost, and calls by https"
				+ " can't be seen");
	}

	/** A service that is starting answers with an error, or not at all. */
	private static boolean runs(Observation observation) {
		Integer status = observation.status();
		return status != null && status < 500;
	}

	private Observation baseline() throws CheckException {
		Observation baseline = this.sender.send(Probes.PLAIN, Sender.ALL_CALLS).get(0);
		if (baseline.all().isEmpty()) {
			throw new CheckException("The service called another one at the first request only. Name a URL for which it"
					+ " calls at each request, and doesn't cache");
		}
		return baseline;
	}

	private @Nullable TraceStore store() throws CheckException {
		try {
			return (this.request.store() != null) ? TraceStore.at(this.request.store()) : null;
		}
		catch (TraceStoreException ex) {
			throw new CheckException(ex.getMessage());
		}
	}

}
