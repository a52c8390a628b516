package org.meshtrio.cli;

/**
 * The value of an option that is on or off.
 */
enum Switch {

	// In lower case, because that is what one types and what the help shows.
	on, off

}
