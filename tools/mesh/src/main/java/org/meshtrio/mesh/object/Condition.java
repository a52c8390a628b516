package org.meshtrio.mesh.object;

import java.util.Objects;

/**
 * A condition in the status of an object.
 *
 * @param type what it is about
 * @param status {@code True}, {@code False} or {@code Unknown}
 * @param message why, for people
 */
public record Condition(String type, String status, String message) {

	/**
	 * Fills in what is absent.
	 */
	public Condition {
		type = Objects.requireNonNullElse(type, "");
		status = Objects.requireNonNullElse(status, "");
		message = Objects.requireNonNullElse(message, "");
	}

	public boolean is(String otherType, String otherStatus) {
		return this.type.equals(otherType) && this.status.equals(otherStatus);
	}

}
