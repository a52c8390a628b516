package org.meshtrio.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How large a package and a file can be. Above the limits, a package or a class usually
 * has more than one subject, and a reader has to search.
 */
class SizeTest {

	private static final int MOST_CLASSES = 15;

	private static final int MOST_LINES = 250;

	@Test
	void everySourceIsRead() {
		assertThat(Modules.main()).as("modules with main code in " + Modules.HOME).hasSizeGreaterThan(8);
		assertThat(sources("src/main/java")).as("main sources").hasSizeGreaterThan(200);
		assertThat(sources("src/test/java")).as("test sources").hasSizeGreaterThan(100);
	}

	/**
	 * A package is a folder, so the tests in a package don't count with its main classes.
	 * A file is one class, including its nested classes.
	 */
	@Test
	void noPackageHasMoreThan15Classes() {
		List<String> offenders = Stream.of("src/main/java", "src/test/java")
			.flatMap((root) -> sources(root).stream())
			.filter((file) -> !file.endsWith("package-info.java"))
			.collect(Collectors.groupingBy(Path::getParent))
			.entrySet()
			.stream()
			.filter((entry) -> entry.getValue().size() > MOST_CLASSES)
			.map((entry) -> Modules.HOME.relativize(entry.getKey()) + ": " + entry.getValue().size() + " classes")
			.sorted()
			.toList();
		assertThat(offenders).as("packages with more than %d classes; split each by feature", MOST_CLASSES).isEmpty();
	}

	@Test
	void noMainSourceHasMoreThan250Lines() {
		List<String> offenders = sources("src/main/java").stream()
			.filter((file) -> lines(file) > MOST_LINES)
			.map((file) -> Modules.HOME.relativize(file) + ": " + lines(file) + " lines")
			.toList();
		assertThat(offenders)
			.as("main sources with more than %d lines; move one of the things that each does to its own class",
					MOST_LINES)
			.isEmpty();
	}

	private static List<Path> sources(String root) {
		return Modules.all().stream().map((module) -> module.resolve(root)).flatMap(SizeTest::java).sorted().toList();
	}

	private static Stream<Path> java(Path folder) {
		if (!Files.isDirectory(folder)) {
			return Stream.empty();
		}
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter((file) -> file.toString().endsWith(".java")).toList().stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static int lines(Path file) {
		try {
			return Files.readAllLines(file).size();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
