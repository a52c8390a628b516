package org.meshtrio.trace.store;

import java.net.URI;
import java.util.List;

import org.meshtrio.trace.model.Span;

/**
 * A server that keeps spans and can be asked for those of a trace.
 */
public interface TraceStore {

	/**
	 * The spans of a trace, as far as the store has them by now.
	 * @param traceId the trace, 16 or 32 hex digits
	 * @return its spans, in no order; empty where the store does not know the trace (yet)
	 * @throws TraceStoreException where the store cannot be asked
	 */
	List<Span> trace(String traceId) throws TraceStoreException;

	/**
	 * The spans of all traces that a service has a part in.
	 * @param service the service's name, as its spans have it
	 * @param from the earliest start of such a trace, in microseconds since 1970
	 * @param to the latest
	 * @return the spans of at most a hundred traces, in no order
	 * @throws TraceStoreException where the store cannot be asked
	 */
	List<Span> recent(String service, long from, long to) throws TraceStoreException;

	/**
	 * What the store is and where, {@code Zipkin at http://localhost:9411}.
	 * @return a name for people
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
	 * @param base the URL of a Zipkin or a Jaeger, with the path that it is served under
	 * where it has one, such as {@code /jaeger}
	 * @return the store
	 * @throws TraceStoreException where none of them answers there
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
				+ " is no trace store: it answers neither as Zipkin (/api/v2/services) nor as Jaeger (/api/services)");
	}

}
