package org.meshtrio.trace.request;

import java.io.IOException;

/**
 * A service of the trio didn't answer. The message is one sentence for a person and names
 * the URL.
 */
public class NoAnswerException extends IOException {

	private final boolean refused;

	public NoAnswerException(String message) {
		this(message, false);
	}

	NoAnswerException(String message, boolean refused) {
		super(message);
		this.refused = refused;
	}

	/**
	 * Whether the connection was refused.
	 * @return whether nothing listens at the URL
	 */
	public boolean isRefused() {
		return this.refused;
	}

}
