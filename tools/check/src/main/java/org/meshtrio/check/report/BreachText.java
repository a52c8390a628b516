package org.meshtrio.check.report;

import java.util.ArrayList;
import java.util.List;

import org.meshtrio.check.rule.Rule;
import org.meshtrio.check.verdict.Breach;
import org.meshtrio.check.verdict.Verdict;

/**
 * How a service breaks a rule, in lines for people.
 */
public final class BreachText {

	private BreachText() {
	}

	/**
	 * The first breach of a rule, and the fix.
	 * @param rule the rule
	 * @param failed its verdict
	 * @return lines, each with a label or below one, safe to show in a terminal
	 */
	public static List<String> lines(Rule rule, Verdict.Failed failed) {
		Breach first = failed.breaches().get(0);
		int more = failed.breaches().size() - 1;
		List<String> lines = new ArrayList<>();
		add("request", List.of(first.observation().sent().probe().name()), lines);
		add("sent", Shown.sent(first), lines);
		if (first.call() != null) {
			List<String> seen = Shown.seen(first);
			add("seen", seen.isEmpty() ? List.of("no header that has a rule") : seen, lines);
		}
		add("wrong", List.of(FaultText.of(first) + ((more > 0) ? " (and " + more + " more)" : "")), lines);
		add("fix", Fixes.of(rule.topic()), lines);
		add("source", List.of(rule.source()), lines);
		return lines;
	}

	private static void add(String label, List<String> values, List<String> lines) {
		for (int i = 0; i < values.size(); i++) {
			lines.add("    %-9s%s".formatted((i == 0) ? label : "", values.get(i)));
		}
	}

}
