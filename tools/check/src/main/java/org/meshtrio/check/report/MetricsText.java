package org.meshtrio.check.report;

import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

import org.meshtrio.check.rule.Rule;
import org.meshtrio.check.verdict.Verdict;

/**
 * Verdicts as metrics for Prometheus.
 */
public final class MetricsText {

	private MetricsText() {
	}

	/**
	 * A gauge for each rule that could be judged, 1 if it passed and 0 if it failed, and
	 * the time of the check.
	 * @param target the service
	 * @param verdicts the verdicts, none if the service couldn't be checked
	 * @param time the time of the check
	 * @return the text
	 */
	public static String of(URI target, Map<Rule, Verdict> verdicts, Instant time) {
		String url = target.toString().replace("\\", "\\\\").replace("\"", "\\\"");
		StringBuilder text = new StringBuilder();
		text.append("# HELP trio_check_rule_passed Whether the service keeps the rule.\n");
		text.append("# TYPE trio_check_rule_passed gauge\n");
		verdicts.forEach((rule, verdict) -> {
			if (!(verdict instanceof Verdict.NotJudged)) {
				text.append("trio_check_rule_passed{rule=\"%s\",level=\"%s\",url=\"%s\"} %d\n".formatted(rule.id(),
						rule.level().name().toLowerCase(Locale.ROOT), url,
						(verdict instanceof Verdict.Passed) ? 1 : 0));
			}
		});
		text.append("# HELP trio_check_up Whether the service could be checked.\n# TYPE trio_check_up gauge\n");
		text.append("trio_check_up{url=\"%s\"} %d\n".formatted(url, verdicts.isEmpty() ? 0 : 1));
		text.append("# HELP trio_check_time_seconds When the check ended.\n# TYPE trio_check_time_seconds gauge\n");
		text.append("trio_check_time_seconds{url=\"%s\"} %d\n".formatted(url, time.getEpochSecond()));
		return text.toString();
	}

}
