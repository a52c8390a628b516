package org.meshtrio.hop.next;

import java.net.SocketTimeoutException;

/** An answer that wasn't complete in time. */
class AnswerTooLateException extends SocketTimeoutException {

	private final boolean begun;

	/**
	 * Creates it.
	 * @param begun whether its status and headers arrived in time
	 */
	AnswerTooLateException(boolean begun) {
		this.begun = begun;
	}

	boolean begun() {
		return this.begun;
	}

}
