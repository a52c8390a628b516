package org.meshtrio.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The program {@code java}, with the options that the image sets.
 *
 * @param executable the file
 * @param options the options of the JVM, as in the environment variable
 */
record JavaProgram(Path executable, String options) {

	/** The environment variable with the options, which the image has, too. */
	static final String OPTIONS = "JDK_JAVA_OPTIONS";

	/** Adds options. */
	JavaProgram with(String more) {
		return new JavaProgram(this.executable, this.options + " " + more);
	}

	/**
	 * Starts it. Of the environment of this build, it gets nothing, as in a container.
	 * @param arguments the arguments
	 * @param environment its environment
	 * @param log the file for its output
	 * @return the process
	 */
	StartedJava start(List<String> arguments, Map<String, String> environment, Path log) throws IOException {
		List<String> command = new ArrayList<>(List.of(this.executable.toString()));
		command.addAll(arguments);
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
		builder.environment().clear();
		builder.environment().putAll(environment);
		builder.environment().put(OPTIONS, this.options);
		return new StartedJava(builder.start(), log);
	}

}
