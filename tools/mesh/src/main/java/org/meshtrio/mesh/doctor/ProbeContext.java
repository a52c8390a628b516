package org.meshtrio.mesh.doctor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A trace context that nobody had before, sampled, as a caller with a tracer of its own
 * sends it.
 *
 * @param traceId the trace, 32 hex digits
 * @param spanId the caller's span, 16 hex digits, which nobody reports
 */
record ProbeContext(String traceId, String spanId) {

	static ProbeContext fresh() {
		return new ProbeContext(digits() + digits(), digits());
	}

	private static String digits() {
		return String.format("%016x", ThreadLocalRandom.current().nextLong(1L << 60, Long.MAX_VALUE));
	}

	Map<String, List<String>> traceparent() {
		return Map.of("traceparent", List.of("00-" + this.traceId + "-" + this.spanId + "-01"));
	}

	Map<String, List<String>> xB3() {
		return Map.of("x-b3-traceid", List.of(this.traceId), "x-b3-spanid", List.of(this.spanId), "x-b3-sampled",
				List.of("1"));
	}

	Map<String, List<String>> b3() {
		return Map.of("b3", List.of(this.traceId + "-" + this.spanId + "-1"));
	}

	/**
	 * Puts headers together.
	 * @param parts the parts, by lower-case name
	 * @return all of them
	 */
	@SafeVarargs
	static Map<String, List<String>> headers(Map<String, List<String>>... parts) {
		Map<String, List<String>> headers = new LinkedHashMap<>();
		for (Map<String, List<String>> part : parts) {
			headers.putAll(part);
		}
		return headers;
	}

}
