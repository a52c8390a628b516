package org.meshtrio.answer;

/**
 * The chain's own request headers, in lower case. Each service reads and forwards them.
 */
public final class TrioHeaders {

	/** Asks for faults: {@code service2=503}. */
	public static final String FAULT = "trio-fault";

	/** {@code off} stops the forwarding of trace headers, for this request. */
	public static final String FORWARD = "trio-forward";

	/** The services that the request has passed: {@code service0/v1,service1/v1}. */
	public static final String PATH = "trio-path";

	private TrioHeaders() {
	}

}
