package org.meshtrio.trace.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import org.meshtrio.trace.model.Expectation;
import org.meshtrio.trace.model.Span;
import org.meshtrio.trace.wait.Deadline;

/**
 * Waits for spans. Each service and each proxy reports them separately, some time after
 * the answer.
 */
public final class SpanWait {

	private static final Duration INTERVAL = Duration.ofMillis(200);

	private final TraceStore store;

	private final Duration limit;

	/**
	 * Creates a wait.
	 * @param store where to look
	 * @param limit the longest time to wait
	 */
	public SpanWait(TraceStore store, Duration limit) {
		this.store = store;
		this.limit = limit;
	}

	/**
	 * Asks the store until it has the expected spans or the limit is reached.
	 * @param traces the traces to ask for
	 * @param expectation what must be there
	 * @return the spans of the last attempt, of all the traces
	 * @throws TraceStoreException if the store can't be asked
	 */
	public List<Span> spans(Collection<String> traces, Expectation expectation) throws TraceStoreException {
		Deadline deadline = Deadline.after(this.limit);
		List<Span> spans = all(traces);
		while (!expectation.isMetBy(spans) && deadline.pause(INTERVAL)) {
			spans = all(traces);
		}
		return spans;
	}

	private List<Span> all(Collection<String> traces) throws TraceStoreException {
		List<Span> spans = new ArrayList<>();
		for (String trace : traces) {
			spans.addAll(this.store.trace(trace));
		}
		return spans;
	}

}
