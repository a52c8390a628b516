package org.meshtrio.trace.store;

import java.net.URI;
import java.util.List;

import org.meshtrio.trace.model.Span;

/**
 * A server that stores spans.
 */
public interface TraceStore {

	/**
	 * The spans of a trace that the store has so far.
	 * @param traceId the trace, 16 or 32 hex digits
	 * @return its spans, the earliest first, empty if the store doesn't know the trace
	 * (yet)
	 * @throws TraceStoreException if the store can't be asked
	 */
	List<Span> trace(String traceId) throws TraceStoreException;

	/**
	 * The spans of all traces that a service takes part in.
	 * @param service the service's name, as its spans have it
	 * @param from the earliest start of such a trace, in microseconds since 1970
	 * @param to the latest
	 * @return the spans of at most a hundred traces, the earliest first
	 * @throws TraceStoreException if the store can't be asked
	 */
	List<Span> recent(String service, long from, long to) throws TraceStoreException;

	/**
	 * The store's name for people.
	 * @return such as {@code Zipkin at http://localhost:9411}
	 */
	String name();

	/**
	 * The page that shows a trace in a browser.
	 * @param traceId the trace
	 * @return its URL
	 */
	String page(String traceId);

	/**
	 * Finds out which store answers at a URL.
	 * @param base the URL of Zipkin or Jaeger, with its base path if it has one, such as
	 * {@code /jaeger}
	 * @return the store
	 * @throws TraceStoreException if neither answers there
	 */
	static TraceStore at(URI base) throws TraceStoreException {
		StoreClient client = new StoreClient(base);
		if (ZipkinStore.answers(client)) {
			return new ZipkinStore(client);
		}
		if (JaegerStore.answers(client)) {
			return new JaegerStore(client);
		}
		throw new TraceStoreException(client.base()
				+ " isn't a trace store: it answers neither as Zipkin (/api/v2/services) nor as Jaeger (/api/services)");
	}

}
