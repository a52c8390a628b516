package org.meshtrio.propagation.settings;

/**
 * A setting that the application must not start with. Spring Boot prints it as one
 * sentence and what to do, without a stack trace.
 */
public class InvalidSettingException extends RuntimeException {

	private final String action;

	/**
	 * Names the setting, what is wrong with it and what to do.
	 * @param property the property, {@code mesh.propagation.headers}
	 * @param problem what is wrong with its value, as the rest of a sentence that begins
	 * with the property
	 * @param action what to write instead, as a sentence without its full stop
	 */
	public InvalidSettingException(String property, String problem, String action) {
		super("%s %s.".formatted(property, problem));
		this.action = action;
	}

	String action() {
		return this.action;
	}

}
