package org.meshtrio.hop.http;

/**
 * A malformed header that controls this service. The caller gets a 400 that names the
 * header and its format, without showing the value.
 */
public class BadHeaderException extends RuntimeException {

	/**
	 * Names the header and its format.
	 * @param header the header's name
	 * @param takes what it takes, as the rest of a sentence that begins with the header
	 */
	public BadHeaderException(String header, String takes) {
		super("The header %s %s.".formatted(header, takes));
	}

}
