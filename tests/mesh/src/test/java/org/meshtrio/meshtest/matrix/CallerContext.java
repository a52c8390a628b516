package org.meshtrio.meshtest.matrix;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The trace context that a caller from outside sends.
 */
public enum CallerContext {

	NONE("none"),

	/** The same context in every format. */
	VALID("valid"),

	/** Only a {@code traceparent}, as a browser sends it. */
	TRACEPARENT("traceparent"),

	/** A {@code traceparent} as OpenTelemetry's SDKs write it: W3C level 2, random id. */
	RANDOM_ID("flags 03"),

	/** Only a {@code b3}. */
	B3("b3"),

	/** The context says that the trace is not sampled. */
	UNSAMPLED("sampled 0"),

	/** An invalid context in every format. */
	MALFORMED("malformed"),

	/** None, and a header that asks the services to forward nothing. */
	FORWARD_OFF("none, forward off");

	/** The name in the table. */
	public final String label;

	CallerContext(String label) {
		this.label = label;
	}

	/**
	 * Creates the headers of a request.
	 * @return the headers by lower-case name, with new ids
	 */
	public Map<String, List<String>> headers() {
		String trace = UUID.randomUUID().toString().replace("-", "");
		String span = UUID.randomUUID().toString().replace("-", "").substring(0, 16);
		Map<String, List<String>> headers = new LinkedHashMap<>();
		switch (this) {
			case NONE -> {
			}
			case VALID, UNSAMPLED -> {
				String sampled = (this == VALID) ? "1" : "0";
				headers.put("traceparent", List.of("00-" + trace + "-" + span + "-0" + sampled));
				headers.put("x-b3-traceid", List.of(trace));
				headers.put("x-b3-spanid", List.of(span));
				headers.put("x-b3-sampled", List.of(sampled));
			}
			case TRACEPARENT -> headers.put("traceparent", List.of("00-" + trace + "-" + span + "-01"));
			case RANDOM_ID -> headers.put("traceparent", List.of("00-" + trace + "-" + span + "-03"));
			case B3 -> headers.put("b3", List.of(trace + "-" + span + "-1"));
			case MALFORMED -> {
				headers.put("traceparent", List.of("00-not-a-context"));
				headers.put("x-b3-traceid", List.of("not-an-id"));
				headers.put("x-b3-spanid", List.of("nor-this"));
			}
			case FORWARD_OFF -> headers.put("trio-forward", List.of("off"));
		}
		return headers;
	}

}
