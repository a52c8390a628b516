package org.meshtrio.cli.options;

/**
 * The value of an option that is on or off.
 */
public enum Switch {

	// In lower case, because that is what one types and what the help shows.
	on, off

}
