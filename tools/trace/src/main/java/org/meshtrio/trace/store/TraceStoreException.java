package org.meshtrio.trace.store;

import java.io.IOException;

/**
 * The trace store can't be asked. The message is one sentence for a person and names the
 * URL.
 */
public class TraceStoreException extends IOException {

	public TraceStoreException(String message) {
		super(message);
	}

}
