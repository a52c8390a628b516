package org.meshtrio.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The modules that the root's POM names. They aren't listed here, so a new one can't
 * escape the rules.
 */
final class Modules {

	static final Path HOME = Path.of(System.getProperty("trio.home"));

	private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

	private Modules() {
	}

	/**
	 * Finds all modules, including those that only a profile builds.
	 * @return their folders
	 */
	static List<Path> all() {
		try {
			return MODULE.matcher(Files.readString(HOME.resolve("pom.xml")))
				.results()
				.map((match) -> HOME.resolve(match.group(1)))
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Finds the modules with main code, except the tests and measurements.
	 * @return their folders
	 */
	static List<Path> main() {
		return all().stream()
			.filter((module) -> !module.startsWith(HOME.resolve("tests")))
			.filter((module) -> Files.isDirectory(module.resolve("src/main/java")))
			.toList();
	}

}
