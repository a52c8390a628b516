package org.meshtrio.trace.diagnosis;

/**
 * What is known about a request's trace.
 */
public enum Verdict {

	/** Every hop that answered is in one trace, and its spans are one tree. */
	JOINED,

	/** The request is in more than one trace, or spans of its trace are missing. */
	BROKEN,

	/** No answer, no store, no trace, or one that isn't sampled. */
	UNKNOWN

}
