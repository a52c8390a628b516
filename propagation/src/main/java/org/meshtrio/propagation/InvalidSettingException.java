package org.meshtrio.propagation;

/**
 * A setting that the application must not start with. Spring Boot prints it as one
 * sentence and what to do, without a stack trace.
 */
public class InvalidSettingException extends RuntimeException {

	private final String mend;

	/**
	 * Names the setting, what is wrong with it and what to do.
	 * @param property the property, {@code trio.delay.min}
	 * @param problem what is wrong with its value, as the rest of a sentence that begins
	 * with the property
	 * @param mend what to write instead, as a sentence
	 */
	public InvalidSettingException(String property, String problem, String mend) {
		super("%s %s.".formatted(property, problem));
		this.mend = mend;
	}

	String mend() {
		return this.mend;
	}

}
