package org.meshtrio.check.run;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.meshtrio.check.capture.NextHop;
import org.meshtrio.check.probe.Probe;
import org.meshtrio.check.verdict.Evidence;
import org.meshtrio.check.verdict.Observation;
import org.meshtrio.trace.model.Ids;
import org.meshtrio.trace.store.TraceStore;
import org.meshtrio.trace.store.TraceStoreException;
import org.meshtrio.trace.wait.Deadline;

/**
 * Sends a probe when the first rule asks for it.
 */
final class Session implements Evidence {

	/** Services report their spans every few seconds. */
	private static final Duration SPANS = Duration.ofSeconds(15);

	private static final Duration INTERVAL = Duration.ofMillis(200);

	private final CheckRequest request;

	private final Sender sender;

	private final Observation baseline;

	private final int status;

	private final @Nullable TraceStore store;

	private final Map<Probe, List<Observation>> seen = new HashMap<>();

	Session(CheckRequest request, Sender sender, Observation baseline, int status, @Nullable TraceStore store) {
		this.request = request;
		this.sender = sender;
		this.baseline = baseline;
		this.status = status;
		this.store = store;
	}

	@Override
	public Observation of(Probe probe) {
		return allOf(probe).get(0);
	}

	@Override
	public List<Observation> allOf(Probe probe) {
		return this.seen.computeIfAbsent(probe, (unseen) -> this.sender.send(unseen, calls(unseen)));
	}

	/**
	 * A service may try again what fails. Then it makes more calls than before, and the
	 * late ones must not be taken for those of the next request.
	 */
	private int calls(Probe probe) {
		return (probe.nextHop() == NextHop.ANSWERS) ? this.baseline.all().size() : Sender.ALL_CALLS;
	}

	@Override
	public Observation baseline() {
		return this.baseline;
	}

	@Override
	public int baselineStatus() {
		return this.status;
	}

	@Override
	public Set<String> expected() {
		return this.request.expected();
	}

	@Override
	public boolean credentialsAllowed() {
		return this.request.credentialsAllowed();
	}

	@Override
	public boolean hasStore() {
		return this.store != null;
	}

	@Override
	public boolean hasSpan(String traceId, String spanId) {
		Deadline deadline = Deadline.after(SPANS);
		boolean found = isStored(traceId, spanId);
		while (!found && deadline.pause(INTERVAL)) {
			found = isStored(traceId, spanId);
		}
		return found;
	}

	private boolean isStored(String traceId, String spanId) {
		if (this.store == null) {
			return false;
		}
		try {
			return this.store.trace(traceId).stream().anyMatch((span) -> Ids.span(span.id()).equals(spanId));
		}
		catch (TraceStoreException ex) {
			throw new StoreFailure(ex);
		}
	}

}
