package org.meshtrio.propagation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** docs/opentelemetry.md shows the dependencies of this module's pom.xml. */
class PageTest {

	private static final Pattern SHOWN = Pattern
		.compile("<exclusions> <exclusion> <groupId>org.springframework.boot<.*?</exclusions>"
				+ "|<dependency> <groupId>[a-z.]+</groupId> <artifactId>spring-boot-starter-opentelemetry.*?</dependency>");

	static Stream<String> shown() throws IOException {
		return SHOWN.matcher(squeezed("pom.xml")).results().map((result) -> result.group()).distinct();
	}

	@ParameterizedTest
	@MethodSource("shown")
	void thePageShowsWhatThisModuleRunsWith(String part) throws IOException {
		assertThat(squeezed("../../docs/opentelemetry.md")).contains(part);
	}

	private static String squeezed(String file) throws IOException {
		return Files.readString(Path.of(file)).replaceAll("\\s+", " ");
	}

}
