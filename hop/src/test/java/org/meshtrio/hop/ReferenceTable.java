package org.meshtrio.hop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** The tables in docs/reference.md. */
public final class ReferenceTable {

	private ReferenceTable() {
	}

	/**
	 * Reads a table.
	 * @param head its first line
	 * @return the cells of each row, without the marks for code
	 */
	public static List<List<String>> rows(String head) throws IOException {
		List<String> page = Files.readAllLines(Path.of("../docs/reference.md"));
		int start = page.indexOf(head);
		assertThat(start).as("the table's first line").isNotNegative();
		return page.stream()
			.skip(start + 2)
			.takeWhile((line) -> line.startsWith("|"))
			.map((line) -> Arrays.asList(line.replace("`", "").split(" *\\| *")))
			.map((cells) -> cells.subList(1, cells.size()))
			.toList();
	}

}
