package org.meshtrio.trace.check;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import org.meshtrio.trace.diagnosis.Diagnosis;
import org.meshtrio.trace.model.Exchange;
import org.meshtrio.trace.model.Expectation;
import org.meshtrio.trace.model.Headers;
import org.meshtrio.trace.model.Hops;
import org.meshtrio.trace.model.Span;
import org.meshtrio.trace.request.ChainClient;
import org.meshtrio.trace.request.NoAnswerException;
import org.meshtrio.trace.store.SpanWait;
import org.meshtrio.trace.store.TraceStore;
import org.meshtrio.trace.store.TraceStoreException;

/**
 * The steps from a request to the diagnosis of its trace. They are separate calls,
 * because a caller shows the answer before it waits for the spans, or asks a service that
 * isn't a hop.
 */
public final class TraceCheck {

	private final boolean mesh;

	private final Duration limit;

	/**
	 * Creates a check.
	 * @param mesh whether the spans of the gateway and of each sidecar must be there too
	 * @param limit the longest wait for spans
	 */
	public TraceCheck(boolean mesh, Duration limit) {
		this.mesh = mesh;
		this.limit = limit;
	}

	/**
	 * Sends the request.
	 * @param client the client
	 * @param url the first service, or the gateway before it
	 * @param sent the request's headers
	 * @return the request and its answer, whatever the status
	 * @throws NoAnswerException if no hop answers
	 * @throws IllegalArgumentException if the URL or a header isn't valid
	 */
	public static Exchange send(ChainClient client, URI url, Headers sent) throws NoAnswerException {
		return new Exchange(sent, client.get(url, sent));
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
