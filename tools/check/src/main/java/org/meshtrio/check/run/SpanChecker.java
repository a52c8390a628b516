package org.meshtrio.check.run;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.meshtrio.check.cases.SpanCases;
import org.meshtrio.check.probe.Probes;
import org.meshtrio.check.rule.Rule;
import org.meshtrio.check.verdict.Observation;
import org.meshtrio.check.verdict.StoredTraces;
import org.meshtrio.check.verdict.Verdict;
import org.meshtrio.check.verdict.Verdict.Reason;
import org.meshtrio.trace.model.Span;
import org.meshtrio.trace.store.TraceStore;
import org.meshtrio.trace.store.TraceStoreException;
import org.meshtrio.trace.text.Text;

/**
 * Checks a service without a capture, by the spans in a trace store.
 */
public final class SpanChecker {

	/** Services and proxies report their spans every few seconds. */
	private static final Duration WAIT = Duration.ofSeconds(15);

	private final CheckRequest request;

	private final TraceStore store;

	private final Duration wait;

	/**
	 * Creates a check.
	 * @param request what to check
	 * @param store the trace store
	 */
	public SpanChecker(CheckRequest request, TraceStore store) {
		this(request, store, WAIT);
	}

	SpanChecker(CheckRequest request, TraceStore store, Duration wait) {
		this.request = request;
		this.store = store;
		this.wait = wait;
	}

	/**
	 * Judges the rules that spans show.
	 * @return the result
	 * @throws CheckException if the service can't be checked
	 */
	public CheckResult check() throws CheckException {
		try {
			SpanSession session = SpanSession.send(new Client(this.request), this.request.rules(), this.store,
					this.wait);
			Map<Rule, Verdict> verdicts = new EnumMap<>(Rule.class);
			for (Rule rule : Rule.values()) {
				if (this.request.rules().contains(rule)) {
					verdicts.put(rule, judge(rule, session));
				}
			}
			return new CheckResult(null, session.baseline(), verdicts);
		}
		catch (TraceStoreException ex) {
			throw new CheckException(ex.getMessage());
		}
	}

	private Verdict judge(Rule rule, StoredTraces traces) throws CheckException {
		for (Rule needed : rule.needs()) {
			if (SpanCases.judge(needed, traces) instanceof Verdict.Failed) {
				return new Verdict.NotJudged(new Reason.Needs(needed));
			}
		}
		Verdict verdict = SpanCases.judge(rule, traces);
		if (rule == Rule.TRACE_CONTINUED && verdict instanceof Verdict.NotJudged) {
			throw new CheckException(nothingSeen(traces));
		}
		return verdict;
	}

	private String nothingSeen(StoredTraces traces) {
		Observation observation = traces.of(Probes.BOTH);
		List<String> services = traces.spans(Probes.BOTH).stream().map(Span::service).distinct().toList();
		return "The service answered " + observation.status() + ", but " + this.store.name() + " has "
				+ (services.isEmpty() ? "no span of it" : "only spans of " + Text.safe(Text.list(services)))
				+ ", and none of a call, neither in trace " + observation.sent().traceId() + " nor in another one. "
				+ (services.isEmpty() ? "Name the store that the service reports to"
						: "Name a URL for which it calls another service")
				+ ", or send its calls to the capture";
	}

}
