package org.meshtrio.trace.diagnosis;

/**
 * What can be said about a request's trace.
 */
public enum Verdict {

	/** Every hop that answered is in one trace, and its spans hang together. */
	JOINED,

	/** The request is in more than one trace, or spans of its trace are missing. */
	BROKEN,

	/** Nothing can be said: no answer, no store, no trace, or one that is not sampled. */
	UNKNOWN

}
