package org.meshtrio.checkjava;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.meshtrio.check.capture.Answer;
import org.meshtrio.check.capture.Capture;
import org.meshtrio.check.report.BreachText;
import org.meshtrio.check.report.VerdictText;
import org.meshtrio.check.rule.Rule;
import org.meshtrio.check.run.CheckRequest;
import org.meshtrio.check.run.Checker;
import org.meshtrio.check.verdict.Verdict;
import org.meshtrio.trace.model.Headers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Checks a service in every variant, and compares the result with the table in
 * docs/rules.md. If something changed on purpose, run this test with
 * {@code -Dtrio.golden.keep=true}, which writes the table again.
 */
class JavaTableTest {

	private static final Path PAGE = Path.of("../../docs/rules.md");

	private static final Duration START = Duration.ofMinutes(3);

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private static final Duration LATE = Duration.ofSeconds(3);

	private static final Duration SLOW = Duration.ofSeconds(1);

	@Test
	void thePageHasTheVerdictsOfEachVariant() throws Exception {
		Map<Variant, Map<Rule, Verdict>> verdicts = new EnumMap<>(Variant.class);
		for (Variant variant : Variant.values()) {
			verdicts.put(variant, check(variant));
		}
		List<String> table = table(verdicts);
		if (Boolean.getBoolean("trio.golden.keep")) {
			keep(table);
		}
		assertThat(shown()).isEqualTo(table);
	}

	private static Map<Rule, Verdict> check(Variant variant) throws Exception {
		try (Capture capture = Capture.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
				(request, body) -> Answer.DEFAULT, SLOW);
				RunningService service = new RunningService(variant, capture.port())) {
			Map<Rule, Verdict> verdicts = new Checker(new CheckRequest(service.url(), Headers.NONE, TIMEOUT, START,
					LATE, EnumSet.allOf(Rule.class), Set.of(), false, null, null), capture)
				.check()
				.verdicts();
			Files.write(Path.of("target", variant.name() + ".txt"),
					verdicts.entrySet().stream().flatMap((entry) -> lines(entry.getKey(), entry.getValue())).toList());
			return verdicts;
		}
	}

	/** For whoever wants to know why a cell is what it is. */
	private static Stream<String> lines(Rule rule, Verdict verdict) {
		Stream<String> first = Stream
			.of(rule.id() + "   " + VerdictText.name(verdict) + "   " + VerdictText.detail(verdict));
		return (verdict instanceof Verdict.Failed failed)
				? Stream.concat(first, BreachText.lines(rule, failed).stream()) : first;
	}

	/** The rules whose verdicts differ, each with a cell for each variant. */
	private static List<String> table(Map<Variant, Map<Rule, Verdict>> verdicts) {
		Stream<String> head = Stream.of(row("rule", Stream.of(Variant.values()).map(Variant::title)),
				row("---", Stream.of(Variant.values()).map((variant) -> "---")).replace(" ", ""));
		Stream<String> rows = Stream.of(Rule.values())
			.filter((rule) -> verdicts.values().stream().map((column) -> cell(column.get(rule))).distinct().count() > 1)
			.map((rule) -> row("`" + rule.id() + "`",
					verdicts.values().stream().map((column) -> cell(column.get(rule)))));
		return Stream.concat(head, rows).toList();
	}

	private static String row(String first, Stream<String> cells) {
		return Stream.concat(Stream.of(first), cells).collect(Collectors.joining(" | ", "| ", " |"));
	}

	private static String cell(Verdict verdict) {
		return (verdict instanceof Verdict.Passed) ? "pass" : (verdict instanceof Verdict.Failed) ? "fails" : "–";
	}

	private static List<String> shown() throws Exception {
		List<String> page = Files.readAllLines(PAGE);
		return page.subList(start(page), end(page));
	}

	private static void keep(List<String> table) throws Exception {
		List<String> page = Files.readAllLines(PAGE);
		Files.write(PAGE,
				Stream.of(page.subList(0, start(page)), table, page.subList(end(page), page.size()))
					.flatMap(List::stream)
					.toList());
	}

	/** Of the first table below the heading. */
	private static int start(List<String> page) {
		int line = page.indexOf("## Java");
		assertThat(line).as("the heading").isNotNegative();
		while (!page.get(line).startsWith("|")) {
			line++;
		}
		return line;
	}

	private static int end(List<String> page) {
		int line = start(page);
		while (page.get(line).startsWith("|")) {
			line++;
		}
		return line;
	}

}
