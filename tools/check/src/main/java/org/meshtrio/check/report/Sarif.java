package org.meshtrio.check.report;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.meshtrio.check.rule.Level;
import org.meshtrio.check.rule.Rule;
import org.meshtrio.check.run.CheckResult;
import org.meshtrio.check.verdict.Verdict;

/**
 * The failures of a result in
 * <a href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html">SARIF
 * 2.1.0</a>.
 */
public final class Sarif {

	private Sarif() {
	}

	/**
	 * The log.
	 * @param target the service
	 * @param result the result
	 * @return the objects of the JSON
	 */
	public static Map<String, Object> of(URI target, CheckResult result) {
		List<Map<String, Object>> rules = Stream.of(Rule.values()).map(Sarif::rule).toList();
		List<Map<String, Object>> results = result.verdicts()
			.entrySet()
			.stream()
			.filter((entry) -> entry.getValue() instanceof Verdict.Failed)
			.map((entry) -> result(target, entry.getKey(), entry.getValue()))
			.toList();
		return Map.of("version", "2.1.0", "$schema", "https://json.schemastore.org/sarif-2.1.0.json", "runs", List
			.of(Map.of("tool", Map.of("driver", Map.of("name", "trio check", "rules", rules)), "results", results)));
	}

	private static Map<String, Object> rule(Rule rule) {
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("id", rule.id());
		json.put("shortDescription", text(rule.sentence()));
		if (rule.source().startsWith("https:")) {
			json.put("helpUri", rule.source());
		}
		json.put("help", text(String.join("\n", Fixes.of(rule.topic()))));
		json.put("defaultConfiguration", Map.of("level", level(rule.level())));
		return json;
	}

	private static Map<String, Object> result(URI target, Rule rule, Verdict verdict) {
		return Map.of("ruleId", rule.id(), "ruleIndex", rule.ordinal(), "level", level(rule.level()), "message",
				text(String.valueOf(VerdictText.detail(verdict))), "locations",
				List.of(Map.of("physicalLocation", Map.of("artifactLocation", Map.of("uri", target.toString())))));
	}

	private static Map<String, Object> text(String text) {
		return Map.of("text", text);
	}

	private static String level(Level level) {
		return switch (level) {
			case MUST -> "error";
			case SHOULD -> "warning";
			case INFO -> "note";
		};
	}

}
