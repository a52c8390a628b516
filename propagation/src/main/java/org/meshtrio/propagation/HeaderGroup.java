package org.meshtrio.propagation;

/**
 * What a header is for, and with it the rule by which it travels.
 */
public enum HeaderGroup {

	/**
	 * The trace context. With spans on the tracer owns it and writes its own; with spans
	 * off it is copied.
	 */
	TRACE,

	/** The trace context of other vendors, which the tracer does not know. Copied. */
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
