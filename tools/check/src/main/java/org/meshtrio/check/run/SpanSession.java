package org.meshtrio.check.run;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.meshtrio.check.cases.SpanCases;
import org.meshtrio.check.probe.Probe;
import org.meshtrio.check.probe.Probes;
import org.meshtrio.check.probe.SentRequest;
import org.meshtrio.check.rule.Rule;
import org.meshtrio.check.verdict.Observation;
import org.meshtrio.check.verdict.StoredTraces;
import org.meshtrio.trace.check.SpanSurvey;
import org.meshtrio.trace.diagnosis.SpanGaps;
import org.meshtrio.trace.model.Span;
import org.meshtrio.trace.store.TraceStore;
import org.meshtrio.trace.store.TraceStoreException;
import org.meshtrio.trace.wait.Deadline;

/**
 * Sends all requests, and reads what the store has of them.
 */
final class SpanSession implements StoredTraces {

	private static final Duration INTERVAL = Duration.ofMillis(200);

	private final Observation baseline;

	private final int status;

	private final Map<Probe, Observation> observations = new LinkedHashMap<>();

	private final Map<Probe, List<Span>> spans = new HashMap<>();

	private Map<String, Set<String>> splits = Map.of();

	private SpanSession(Observation baseline, int status) {
		this.baseline = baseline;
		this.status = status;
	}

	static SpanSession send(Client client, Set<Rule> rules, TraceStore store, Duration wait)
			throws CheckException, TraceStoreException {
		Observation baseline = observe(client, Probes.PLAIN);
		Integer status = baseline.status();
		if (status == null) {
			throw new CheckException("The service gave no response: " + baseline.failure());
		}
		SpanSession session = new SpanSession(baseline, status);
		for (Probe probe : SpanCases.probes(rules)) {
			session.observations.put(probe, observe(client, probe));
		}
		Observation last = observe(client, Probes.BOTH);
		session.read(store, last, wait);
		return session;
	}

	private static Observation observe(Client client, Probe probe) {
		SentRequest sent = client.request(probe);
		Client.Response response = client.response(sent);
		return new Observation(sent, response.status(), response.failure(), List.of(), List.of());
	}

	/** Who reports spans does it in order, so those of all requests are there then. */
	private void read(TraceStore store, Observation last, Duration wait) throws TraceStoreException {
		Deadline deadline = Deadline.after(wait);
		SpanGaps gaps = gaps(store, last);
		while (!gaps.hasCall() && deadline.pause(INTERVAL)) {
			gaps = gaps(store, last);
		}
		for (Map.Entry<Probe, Observation> entry : this.observations.entrySet()) {
			this.spans.put(entry.getKey(), store.trace(entry.getValue().sent().traceId()));
		}
		if (!gaps.hasCall()) {
			// A call in the background may coincide with one request, but not with both.
			Map<String, Set<String>> both = new LinkedHashMap<>(
					SpanSurvey.splits(store, new SpanGaps(spans(Probes.BOTH))));
			both.keySet().retainAll(SpanSurvey.splits(store, gaps).keySet());
			this.splits = both;
		}
	}

	private static SpanGaps gaps(TraceStore store, Observation observation) throws TraceStoreException {
		return new SpanGaps(store.trace(observation.sent().traceId()));
	}

	Observation baseline() {
		return this.baseline;
	}

	@Override
	public Observation of(Probe probe) {
		return Objects.requireNonNull(this.observations.get(probe));
	}

	@Override
	public int baselineStatus() {
		return this.status;
	}

	@Override
	public List<Span> spans(Probe probe) {
		return this.spans.getOrDefault(probe, List.of());
	}

	@Override
	public Map<String, Set<String>> splits() {
		return this.splits;
	}

}
