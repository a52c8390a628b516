package org.meshtrio.check;

import java.io.IOException;

/**
 * There is no answer of the trio. The message is one sentence for a person, which names
 * the URL.
 */
public class HopException extends IOException {

	/**
	 * Creates the exception.
	 * @param message one sentence
	 */
	public HopException(String message) {
		super(message);
	}

}
