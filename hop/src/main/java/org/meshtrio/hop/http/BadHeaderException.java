package org.meshtrio.hop.http;

/**
 * A header that steers this service and is malformed. The caller gets a 400 that names it
 * and says what it takes, without showing the value.
 */
public class BadHeaderException extends RuntimeException {

	/**
	 * Names the header and what it takes.
	 * @param header the header's name
	 * @param takes what it takes, as the rest of a sentence that begins with the header
	 */
	public BadHeaderException(String header, String takes) {
		super("The header %s %s.".formatted(header, takes));
	}

}
