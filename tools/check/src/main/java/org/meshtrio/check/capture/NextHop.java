package org.meshtrio.check.capture;

/**
 * How the capture treats the requests that the service sends to it.
 */
public enum NextHop {

	/** It answers at once. */
	ANSWERS,

	/** It answers with status 500. */
	FAILS,

	/** It closes the connection without an answer. */
	RESETS,

	/** It answers late, but in time for most clients. */
	IS_SLOW

}
