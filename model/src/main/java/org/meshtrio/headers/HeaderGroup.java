package org.meshtrio.headers;

/**
 * What a header is for, which decides how it's forwarded.
 */
public enum HeaderGroup {

	/**
	 * The trace context. If spans are on, the tracer writes its own; if spans are off,
	 * it's copied.
	 */
	TRACE,

	/** The trace context of other vendors, which the tracer doesn't know. Copied. */
	VENDOR_TRACE,

	/** Identifies the request to the proxies. Copied. */
	REQUEST,

	/** Decides where the mesh routes a request. Copied. */
	ROUTING,

	/** Copied only with {@code mesh.propagation.credentials=true}. */
	CREDENTIAL,

	/** Belongs to one hop: to its proxy, its client or its body. Never copied. */
	NEVER

}
