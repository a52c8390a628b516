package org.meshtrio.cli.up;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.meshtrio.cli.launch.Launch;

/**
 * A program that {@code trio up} starts.
 *
 * @param name its name in the log
 * @param port the port that it listens on
 * @param url the URL to open
 * @param ready the URL that answers 200 when it is ready
 * @param launch how its JVM starts
 * @param settings its own arguments
 * @param environment additional environment variables
 */
record Program(String name, int port, URI url, URI ready, Launch launch, List<String> settings,
		Map<String, String> environment) {

	/**
	 * The arguments of {@code java}.
	 * @return the arguments
	 */
	List<String> arguments() {
		return Stream.concat(this.launch.arguments().stream(), this.settings.stream()).toList();
	}

	/**
	 * The same program with another start.
	 * @param other how its JVM starts
	 * @return the program
	 */
	Program with(Launch other) {
		return new Program(this.name, this.port, this.url, this.ready, other, this.settings, this.environment);
	}

}
