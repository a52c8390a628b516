package org.meshtrio.answer;

/**
 * The request headers that the chain itself reads and hands on, by lower-case name.
 */
public final class TrioHeaders {

	/** Asks for faults: {@code service2=503}. */
	public static final String FAULT = "trio-fault";

	/** {@code off} keeps the trace headers of this request from travelling. */
	public static final String FORWARD = "trio-forward";

	/** The services that the request has passed: {@code service0/v1,service1/v1}. */
	public static final String PATH = "trio-path";

	private TrioHeaders() {
	}

}
