package org.meshtrio.hop.next;

import java.io.IOException;

/** An answer that arrived completely, but isn't valid. */
class MalformedAnswerException extends IOException {

	private final String problem;

	/**
	 * Creates it.
	 * @param problem the reason, as the rest of a sentence that begins with the URL; it
	 * must not contain parts of the answer
	 */
	MalformedAnswerException(String problem) {
		super(problem);
		this.problem = problem;
	}

	String problem() {
		return this.problem;
	}

}
