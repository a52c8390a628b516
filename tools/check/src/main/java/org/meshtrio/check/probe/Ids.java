package org.meshtrio.check.probe;

import java.util.UUID;

import org.meshtrio.trace.model.ProbeContext;

/**
 * The ids of one request, which no other request has.
 *
 * @param traceId 32 hex digits
 * @param otherTraceId a second trace
 * @param spanId 16 hex digits
 * @param requestId the value of {@code x-request-id}
 * @param mark a word for values, such as those of {@code baggage}
 */
public record Ids(String traceId, String otherTraceId, String spanId, String requestId, String mark) {

	/**
	 * New ids.
	 * @return random ones
	 */
	public static Ids random() {
		ProbeContext one = ProbeContext.fresh();
		ProbeContext other = ProbeContext.fresh();
		return new Ids(one.traceId(), other.traceId(), one.spanId(), UUID.randomUUID().toString(),
				"check" + other.spanId());
	}

	/**
	 * The context that the request has.
	 * @return a sampled one
	 */
	public ProbeContext context() {
		return new ProbeContext(this.traceId, this.spanId);
	}

	/**
	 * A well-formed traceparent.
	 * @param flags two hex digits
	 * @return the value
	 */
	public String traceparent(String flags) {
		return context().traceparent(flags);
	}

}
