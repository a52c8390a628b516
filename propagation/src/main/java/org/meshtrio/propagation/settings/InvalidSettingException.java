package org.meshtrio.propagation.settings;

/**
 * A setting that stops the start. Spring Boot prints it as one sentence and an action,
 * without a stack trace.
 */
public class InvalidSettingException extends RuntimeException {

	private final String action;

	/**
	 * Describes the problem.
	 * @param property the property, {@code mesh.propagation.headers}
	 * @param problem the problem, as the rest of a sentence that begins with the
	 * property, without its period
	 * @param action what to do, as a sentence without its period
	 */
	public InvalidSettingException(String property, String problem, String action) {
		super("%s %s.".formatted(property, problem));
		this.action = action;
	}

	String action() {
		return this.action;
	}

}
