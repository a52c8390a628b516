package org.meshtrio.propagation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The table in README.md and the list in the code are one. */
class HeaderTableTest {

	@Test
	void theReadmeHasEveryHeaderWithItsGroupAndReason() throws IOException {
		List<String> readme = Files.readAllLines(Path.of("../../README.md"));
		int start = readme.indexOf("| header | group | why |");
		assertThat(start).as("the table's first line").isNotNegative();

		List<String> rows = readme.subList(start + 2, readme.size())
			.stream()
			.takeWhile((line) -> line.startsWith("|"))
			.toList();

		assertThat(rows).isEqualTo(Stream.of(PropagatedHeader.values())
			.map((header) -> "| `%s` | %s | %s |".formatted(header.pattern(),
					header.group().name().toLowerCase(Locale.ROOT).replace('_', ' '), header.reason()))
			.toList());
	}

}
