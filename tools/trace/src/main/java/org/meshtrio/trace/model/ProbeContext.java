package org.meshtrio.trace.model;

import java.util.concurrent.ThreadLocalRandom;

import org.meshtrio.tracecontext.TraceHeaders;

/**
 * A new trace context, sampled, as a caller with a tracer sends it.
 *
 * @param traceId the trace, 32 hex digits
 * @param spanId the caller's span, 16 hex digits, which is never reported
 */
public record ProbeContext(String traceId, String spanId) {

	public static ProbeContext fresh() {
		return new ProbeContext(digits() + digits(), digits());
	}

	private static String digits() {
		return String.format("%016x", ThreadLocalRandom.current().nextLong(1L << 60, Long.MAX_VALUE));
	}

	/**
	 * The context as the value of {@code traceparent}.
	 * @param flags two hex digits
	 * @return the value
	 */
	public String traceparent(String flags) {
		return "00-" + this.traceId + "-" + this.spanId + "-" + flags;
	}

	public Headers traceparent() {
		return Headers.NONE.with(TraceHeaders.TRACEPARENT, traceparent("01"));
	}

	public Headers xB3() {
		return Headers.NONE.with(TraceHeaders.B3_TRACE_ID, this.traceId)
			.with(TraceHeaders.B3_SPAN_ID, this.spanId)
			.with(TraceHeaders.B3_SAMPLED, "1");
	}

	public Headers b3() {
		return Headers.NONE.with(TraceHeaders.B3, this.traceId + "-" + this.spanId + "-1");
	}

	/**
	 * The context in the formats of both kinds of provider.
	 * @return the headers
	 */
	public Headers all() {
		return traceparent().with(xB3());
	}

}
