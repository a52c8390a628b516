package org.meshtrio.propagation.context;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.meshtrio.propagation.TraceIds;
import org.meshtrio.tracecontext.ArrivedTrace;
import org.slf4j.MDC;

/**
 * The headers and the trace context of a request that its outbound requests carry. The
 * thread that works on the request holds them, and {@link ForwardedHeadersAccessor} takes
 * them to other threads.
 *
 * @param headers the headers to copy, by lower-case name
 * @param forward whether to forward the headers that a trace needs
 * @param trace the trace context that arrived; the tracer reads it, and if its decision
 * is not to sample, no trace that begins on this thread is sampled
 * @param arrived the ids of that context if no tracer reads it, or {@code null}
 */
public record ForwardedHeaders(Map<String, List<String>> headers, boolean forward, ArrivedTrace trace,
		@Nullable TraceIds arrived) {

	/** The key under which Spring Boot's log patterns look for the trace id. */
	private static final String MDC_TRACE_ID = "traceId";

	private static final ThreadLocal<@Nullable ForwardedHeaders> CURRENT = new ThreadLocal<>();

	/**
	 * The same headers for a request that must not make spans.
	 * @return a copy whose trace is not sampled
	 */
	public ForwardedHeaders notSampled() {
		return new ForwardedHeaders(this.headers, this.forward, this.trace.notSampled(), this.arrived);
	}

	/**
	 * The headers of the request that this thread works on.
	 * @return the headers, or {@code null} outside a request
	 */
	public static @Nullable ForwardedHeaders current() {
		return CURRENT.get();
	}

	/**
	 * Sets the request that this thread works on. {@code null} ends the work.
	 * @param headers the request's headers, or {@code null}
	 */
	public static void setCurrent(@Nullable ForwardedHeaders headers) {
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

}
