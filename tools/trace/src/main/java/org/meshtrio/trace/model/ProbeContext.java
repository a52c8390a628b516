package org.meshtrio.trace.model;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

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

	public Headers traceparent() {
		return new Headers(Map.of("traceparent", List.of("00-" + this.traceId + "-" + this.spanId + "-01")));
	}

	public Headers xB3() {
		return new Headers(Map.of("x-b3-traceid", List.of(this.traceId), "x-b3-spanid", List.of(this.spanId),
				"x-b3-sampled", List.of("1")));
	}

	public Headers b3() {
		return new Headers(Map.of("b3", List.of(this.traceId + "-" + this.spanId + "-1")));
	}

	/**
	 * The context in the formats of both kinds of provider.
	 * @return the headers
	 */
	public Headers all() {
		return traceparent().with(xB3());
	}

}
