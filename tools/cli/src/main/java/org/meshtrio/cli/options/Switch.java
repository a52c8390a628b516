package org.meshtrio.cli.options;

/**
 * The value of an option that is on or off.
 */
public enum Switch {

	// In lower case, as a user types them and the help shows them.
	on, off

}
