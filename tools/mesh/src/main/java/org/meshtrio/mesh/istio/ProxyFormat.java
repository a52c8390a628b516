package org.meshtrio.mesh.istio;

import org.meshtrio.tracecontext.TraceHeaders;

/**
 * The trace context that the proxies renew at each hop. They forward any other one that a
 * caller sent unchanged, so that it is stale.
 */
public enum ProxyFormat {

	/** {@code traceparent}. */
	W3C(TraceHeaders.TRACEPARENT, "W3C,B3,B3_MULTI", "otel"),

	/** {@code x-b3-*}. */
	B3("x-b3-*", "B3_MULTI,B3,W3C", "zipkin"),

	/** Both, in one trace. */
	B3_AND_W3C("x-b3-* and traceparent", "B3_MULTI,B3,W3C", "zipkin-w3c");

	private final String headers;

	private final String consume;

	private final String folder;

	ProxyFormat(String headers, String consume, String folder) {
		this.headers = headers;
		this.consume = consume;
		this.folder = folder;
	}

	public String headers() {
		return this.headers;
	}

	/**
	 * The order in which an application should read the formats.
	 * @return a value of {@code management.tracing.propagation.consume}
	 */
	public String consume() {
		return this.consume;
	}

	/**
	 * The folder of {@code istio/telemetry} that belongs to it.
	 * @return its name
	 */
	public String folder() {
		return this.folder;
	}

}
