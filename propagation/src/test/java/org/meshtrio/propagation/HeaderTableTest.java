package org.meshtrio.propagation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.meshtrio.headers.PropagatedHeader;

import static org.assertj.core.api.Assertions.assertThat;

/** The table in docs/reference.md lists the headers as the code does. */
class HeaderTableTest {

	@Test
	void theReferenceHasEveryHeaderWithItsGroupAndReason() throws IOException {
		List<String> page = Files.readAllLines(Path.of("../../docs/reference.md"));
		int start = page.indexOf("| header | group | why |");
		assertThat(start).as("the table's first line").isNotNegative();

		List<String> rows = page.subList(start + 2, page.size())
			.stream()
			.takeWhile((line) -> line.startsWith("|"))
			.toList();

		assertThat(rows).isEqualTo(Stream.of(PropagatedHeader.values())
			.map((header) -> "| `%s` | %s | %s |".formatted(header.pattern(),
					header.group().name().toLowerCase(Locale.ROOT).replace('_', ' '), header.reason()))
			.toList());
	}

}
