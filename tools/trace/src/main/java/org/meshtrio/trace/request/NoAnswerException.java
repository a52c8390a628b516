package org.meshtrio.trace.request;

import java.io.IOException;

/**
 * There is no answer of the trio. The message is one sentence for a person, which names
 * the URL.
 */
public class NoAnswerException extends IOException {

	private final boolean refused;

	/**
	 * Creates the exception.
	 * @param message one sentence
	 */
	public NoAnswerException(String message) {
		this(message, false);
	}

	NoAnswerException(String message, boolean refused) {
		super(message);
		this.refused = refused;
	}

	/**
	 * Whether the connection was refused.
	 * @return whether nothing listens there
	 */
	public boolean isRefused() {
		return this.refused;
	}

}
