package org.meshtrio.cli.up;

/**
 * The chain cannot be started, or has ended. The message is one sentence for the user.
 */
final class UpException extends RuntimeException {

	UpException(String message) {
		super(message);
	}

}
