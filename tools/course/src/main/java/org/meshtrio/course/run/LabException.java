package org.meshtrio.course.run;

/**
 * A lab did not come to its end: a step failed, or something else was observed than
 * expected. The message says what, without a full stop.
 */
public class LabException extends Exception {

	/**
	 * Creates the exception.
	 * @param message what was expected and what was seen
	 */
	public LabException(String message) {
		super(message);
	}

}
