package org.meshtrio.languages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** A table in docs/rules.md below the heading "Other languages". */
final class PageTable {

	private static final Path PAGE = Check.HOME.resolve("docs/rules.md");

	private final String firstCell;

	/** The table whose head begins with a cell. */
	PageTable(String firstCell) {
		this.firstCell = firstCell;
	}

	/** Its lines, with the head. */
	List<String> lines() throws IOException {
		List<String> page = Files.readAllLines(PAGE);
		int start = start(page);
		return page.subList(start, end(page, start));
	}

	/** Writes it again. */
	void keep(List<String> lines) throws IOException {
		List<String> page = Files.readAllLines(PAGE);
		int start = start(page);
		Files.write(PAGE,
				Stream.of(page.subList(0, start), lines, page.subList(end(page, start), page.size()))
					.flatMap(List::stream)
					.toList());
	}

	private int start(List<String> page) {
		int line = page.indexOf("## Other languages");
		assertThat(line).as("the heading 'Other languages'").isNotNegative();
		while (!page.get(line).startsWith("| " + this.firstCell + " |")) {
			line++;
		}
		return line;
	}

	private static int end(List<String> page, int start) {
		int line = start;
		while (page.get(line).startsWith("|")) {
			line++;
		}
		return line;
	}

}
