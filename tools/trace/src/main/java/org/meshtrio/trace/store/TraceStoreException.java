package org.meshtrio.trace.store;

import java.io.IOException;

/**
 * The trace store cannot be asked. The message is one sentence for a person, which names
 * the URL.
 */
public class TraceStoreException extends IOException {

	/**
	 * Creates the exception.
	 * @param message one sentence
	 */
	public TraceStoreException(String message) {
		super(message);
	}

}
