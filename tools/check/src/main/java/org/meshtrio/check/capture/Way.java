package org.meshtrio.check.capture;

/**
 * How a request came to the capture.
 */
public enum Way {

	/** The client uses it as its proxy: the request names a whole URL. */
	PROXY,

	/** The client takes it for the next service: the request names a path. */
	UPSTREAM

}
