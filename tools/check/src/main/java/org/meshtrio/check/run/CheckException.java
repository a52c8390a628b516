package org.meshtrio.check.run;

/**
 * A service can't be checked. The message is a sentence without a period.
 */
public final class CheckException extends Exception {

	public CheckException(String message) {
		super(message);
	}

}
