package org.meshtrio.hop.next;

import java.io.IOException;

/** An answer with more bytes than {@link BoundedSocket} allows. */
class AnswerTooLargeException extends IOException {

	private final long limit;

	AnswerTooLargeException(long limit) {
		super("more than " + limit + " bytes");
		this.limit = limit;
	}

	long limit() {
		return this.limit;
	}

}
