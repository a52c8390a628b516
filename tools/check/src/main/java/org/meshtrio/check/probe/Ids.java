package org.meshtrio.check.probe;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

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
		return new Ids(hex() + hex(), hex() + hex(), hex(), UUID.randomUUID().toString(), "check" + hex());
	}

	/**
	 * A well-formed traceparent.
	 * @param flags two hex digits
	 * @return the value
	 */
	public String traceparent(String flags) {
		return "00-" + this.traceId + "-" + this.spanId + "-" + flags;
	}

	/** Never zero, not even its first digit. */
	private static String hex() {
		return "%016x".formatted(ThreadLocalRandom.current().nextLong() | (1L << 60));
	}

}
