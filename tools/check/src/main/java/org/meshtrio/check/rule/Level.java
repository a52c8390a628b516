package org.meshtrio.check.rule;

/**
 * How much a rule matters.
 */
public enum Level {

	/** Without it, traces break or data reaches services that must not have it. */
	MUST,

	/** Some meshes or tools need it. */
	SHOULD,

	/** Good to know. It's never a failure of the service. */
	INFO

}
