package org.meshtrio.course.run;

/**
 * A lab failed: in a step, or because the result wasn't as expected. The message says
 * which, without a period at the end.
 */
public class LabException extends Exception {

	public LabException(String message) {
		super(message);
	}

}
