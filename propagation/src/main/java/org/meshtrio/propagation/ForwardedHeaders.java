package org.meshtrio.propagation;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What one request brought along for the requests that it causes. Held for the thread
 * that works on it; {@link ForwardedHeadersAccessor} takes it to other threads.
 *
 * @param headers the headers to copy, by lower-case name
 * @param forward whether what a trace needs travels on
 * @param tracestate the {@code tracestate} for the tracer's own {@code traceparent}, or
 * {@code null} where headers are only copied
 * @param arrived the trace context that arrived, where no tracer reads it, or
 * {@code null}
 * @param unsampled whether no span of the request is to be recorded, whatever the context
 * that arrived says
 */
record ForwardedHeaders(Map<String, List<String>> headers, boolean forward, @Nullable Tracestate tracestate,
		@Nullable TraceIds arrived, boolean unsampled) {

	/** The key under which Spring Boot's log patterns look for the trace id. */
	private static final String MDC_TRACE_ID = "traceId";

	private static final ThreadLocal<@Nullable ForwardedHeaders> CURRENT = new ThreadLocal<>();

	ForwardedHeaders(Map<String, List<String>> headers, boolean forward, @Nullable Tracestate tracestate,
			@Nullable TraceIds arrived) {
		this(headers, forward, tracestate, arrived, false);
	}

	/**
	 * The same headers, of a request that is not recorded.
	 * @return a copy that is marked so
	 */
	ForwardedHeaders asUnsampled() {
		return new ForwardedHeaders(this.headers, this.forward, this.tracestate, this.arrived, true);
	}

	/**
	 * The headers of the request that this thread works on.
	 * @return the headers, or {@code null} outside a request
	 */
	static @Nullable ForwardedHeaders current() {
		return CURRENT.get();
	}

	/**
	 * Begins work for a request on this thread, goes back to an earlier one, or with
	 * {@code null}, ends it.
	 * @param headers the request's headers, or {@code null}
	 */
	static void setCurrent(@Nullable ForwardedHeaders headers) {
		ForwardedHeaders previous = CURRENT.get();
		if (previous != null && previous.arrived != null) {
			MDC.remove(MDC_TRACE_ID);
		}
		if (headers == null) {
			CURRENT.remove();
			return;
		}
		CURRENT.set(headers);
		if (headers.arrived != null) {
			MDC.put(MDC_TRACE_ID, headers.arrived.traceId());
		}
	}

	/**
	 * A {@code tracestate} and the trace that it belongs to.
	 *
	 * @param traceId the trace id of the {@code traceparent} that it came with
	 * @param values its lines
	 */
	record Tracestate(String traceId, List<String> values) {

	}

}
