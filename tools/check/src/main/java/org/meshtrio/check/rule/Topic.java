package org.meshtrio.check.rule;

/**
 * What a rule is about. The rules of a topic have the same fix.
 */
public enum Topic {

	/** The trace continues if a W3C context arrives. */
	W3C,

	/** The trace continues if a B3 context arrives. */
	B3,

	/** The caller's sampling decision. */
	SAMPLING,

	/** Contexts that don't follow the grammar. */
	MALFORMED,

	/** The header tracestate. */
	TRACESTATE,

	/** Headers that the service copies. */
	COPIED,

	/** Headers that the service doesn't copy. */
	NOT_COPIED,

	/** Calls that differ from one GET, which gets an answer. */
	CALLS,

	/** The service's own spans. */
	SPANS

}
