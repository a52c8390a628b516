package org.meshtrio.trace.check;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.meshtrio.trace.diagnosis.Diagnosis;
import org.meshtrio.trace.model.Dataplane;
import org.meshtrio.trace.model.Exchange;
import org.meshtrio.trace.model.Expectation;
import org.meshtrio.trace.model.Hops;
import org.meshtrio.trace.model.Span;
import org.meshtrio.trace.store.SpanWait;
import org.meshtrio.trace.store.TraceStore;
import org.meshtrio.trace.store.TraceStoreException;

/**
 * The step from the answer to the diagnosis of its trace.
 */
public final class TraceCheck {

	private final @Nullable Dataplane mesh;

	private final Duration limit;

	/**
	 * Creates a check.
	 * @param mesh the proxies whose spans must be there too, besides the gateway's, or
	 * {@code null} without a mesh
	 * @param limit the longest wait for spans
	 */
	public TraceCheck(@Nullable Dataplane mesh, Duration limit) {
		this.mesh = mesh;
		this.limit = limit;
	}

	/**
	 * Waits for the spans and judges them.
	 * @param exchange the request and its answer
	 * @param store the store to ask
	 * @return the result
	 * @throws TraceStoreException if the store can't be asked
	 */
	public CheckedTrace check(Exchange exchange, TraceStore store) throws TraceStoreException {
		Expectation expectation = new Expectation(exchange, this.mesh);
		List<Span> spans = new SpanWait(store, this.limit).spans(Hops.traces(exchange.answer()), expectation);
		return new CheckedTrace(exchange, spans, Diagnosis.of(exchange, expectation, spans, store.name()));
	}

}
