package org.meshtrio.hop.next;

import java.net.SocketTimeoutException;

/** An answer that was not complete in time. */
class AnswerTooLateException extends SocketTimeoutException {

	private final boolean begun;

	/**
	 * An answer that came too late.
	 * @param begun whether its status and headers came in time
	 */
	AnswerTooLateException(boolean begun) {
		this.begun = begun;
	}

	boolean begun() {
		return this.begun;
	}

}
