package org.meshtrio.tracecontext;

import org.jspecify.annotations.Nullable;

/**
 * A trace context as one format carried it, in canonical form.
 *
 * @param format the format
 * @param traceId the trace, 32 lower-case hex digits, or 16 if B3 had only those
 * @param spanId the calling span, 16 lower-case hex digits
 * @param parentSpanId the calling span's parent, 16 lower-case hex digits, or
 * {@code null} if the context has none
 * @param decision the context's sampling decision, or {@code null} if it leaves that to
 * the receiver, which only B3 can do
 * @param random whether the random flag of W3C Trace Context, level 2, is set: at least
 * seven bytes of the trace id are random
 */
public record TraceContext(TraceFormat format, String traceId, String spanId, @Nullable String parentSpanId,
		@Nullable SamplingDecision decision, boolean random) {

	private static final int TRACE_ID_LENGTH = 32;

	/**
	 * The trace id in the length that every format supports.
	 * @return 32 lower-case hex digits
	 */
	public String paddedTraceId() {
		return "0".repeat(TRACE_ID_LENGTH - this.traceId.length()) + this.traceId;
	}

	/**
	 * Whether another context belongs to the same trace. A trace id of 64 bits is the
	 * same as one of 128 bits whose upper half is zero.
	 * @param other the other context, or {@code null}
	 * @return whether it does
	 */
	public boolean isSameTrace(@Nullable TraceContext other) {
		return other != null && paddedTraceId().equals(other.paddedTraceId());
	}

	/**
	 * The same context with another decision and random flag.
	 * @param decision the decision, or {@code null} for none
	 * @param random whether the random flag is set
	 * @return the context
	 */
	TraceContext with(@Nullable SamplingDecision decision, boolean random) {
		return new TraceContext(this.format, this.traceId, this.spanId, this.parentSpanId, decision, random);
	}

}
