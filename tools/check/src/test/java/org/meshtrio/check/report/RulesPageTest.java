package org.meshtrio.check.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.meshtrio.check.rule.Rule;

import static org.assertj.core.api.Assertions.assertThat;

/** docs/rules.md lists the rules as the code does. */
class RulesPageTest {

	private static final Pattern CODE = Pattern.compile("`([^`]+)`");

	@Test
	void thePageHasEveryRuleWithItsLevelSentenceAndSource() throws IOException {
		List<String> rows = rows("| rule | level | what it demands | source |");
		assertThat(rows.stream().map((row) -> row.substring(0, row.lastIndexOf(" | ["))))
			.isEqualTo(Stream.of(Rule.values())
				.map((rule) -> "| `%s` | %s | %s".formatted(rule.id(), rule.level().name().toLowerCase(Locale.ROOT),
						rule.sentence()))
				.toList());
		for (Rule rule : Rule.values()) {
			assertThat(rows.get(rule.ordinal())).contains("](" + rule.source().replaceFirst("^docs/", "") + ") |");
		}
	}

	@Test
	void eachTestOfTheSuiteHasItsRules() throws IOException {
		List<String> rows = rows("| test | rule |");
		assertThat(rows).hasSize(41);
		assertThat(rows).allSatisfy((row) -> {
			List<String> words = CODE.matcher(row).results().map((MatchResult match) -> match.group(1)).toList();
			assertThat(words.subList(1, words.size())).isNotEmpty().allMatch((id) -> Rule.of(id).isPresent());
		});
	}

	private static List<String> rows(String heading) throws IOException {
		List<String> page = Files.readAllLines(Path.of("../../docs/rules.md"));
		int start = page.indexOf(heading);
		assertThat(start).as(heading).isNotNegative();
		return page.subList(start + 2, page.size()).stream().takeWhile((line) -> line.startsWith("|")).toList();
	}

}
