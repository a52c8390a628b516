package org.meshtrio.hop.endpoint;

/**
 * A part of the path that isn't valid. The caller gets a 400 that names it.
 */
class BadPathException extends RuntimeException {

	BadPathException(String part, String takes) {
		super("The path's %s %s.".formatted(part, takes));
	}

}
