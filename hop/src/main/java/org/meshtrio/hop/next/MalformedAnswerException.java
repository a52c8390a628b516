package org.meshtrio.hop.next;

import java.io.IOException;

/** An answer that came whole and cannot be used. */
class MalformedAnswerException extends IOException {

	private final String problem;

	/**
	 * An answer that cannot be used.
	 * @param problem why, as the rest of a sentence that begins with the URL; nothing of
	 * the answer is in it
	 */
	MalformedAnswerException(String problem) {
		super(problem);
		this.problem = problem;
	}

	String problem() {
		return this.problem;
	}

}
