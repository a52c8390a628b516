package org.meshtrio.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The names of the trace headers are written once, with the grammar that belongs to them.
 */
class TraceHeaderNamesTest {

	private static final Path NAMES = Modules.HOME
		.resolve("model/src/main/java/org/meshtrio/tracecontext/TraceHeaders.java");

	private static final Pattern CONSTANT = Pattern.compile("String [A-Z0-9_]+ = (\"[a-z0-9-]+\");");

	@Test
	void noMainSourceWritesANameAgain() throws IOException {
		List<String> names = CONSTANT.matcher(Files.readString(NAMES))
			.results()
			.map((MatchResult match) -> match.group(1))
			.toList();
		assertThat(names).contains("\"traceparent\"", "\"b3\"").hasSize(8);
		assertThat(sources().filter((source) -> !source.equals(NAMES))
			.flatMap((source) -> names.stream()
				.filter((name) -> text(source).contains(name))
				.map((name) -> Modules.HOME.relativize(source) + " has " + name + ": use TraceHeaders")))
			.isEmpty();
	}

	private static Stream<Path> sources() {
		return Modules.main().stream().flatMap((module) -> {
			try (Stream<Path> files = Files.walk(module.resolve("src/main/java"))) {
				return files.filter((file) -> file.toString().endsWith(".java")).toList().stream();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		});
	}

	private static String text(Path source) {
		try {
			return Files.readString(source);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
