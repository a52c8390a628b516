package org.meshtrio.check.report;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.meshtrio.check.capture.CapturedRequest;
import org.meshtrio.check.capture.Way;
import org.meshtrio.check.rule.Rule;
import org.meshtrio.check.run.CheckResult;
import org.meshtrio.check.verdict.Breach;
import org.meshtrio.check.verdict.Verdict;
import org.meshtrio.trace.model.Headers;

/**
 * The output of {@code trio check --json}; the command's help describes it.
 *
 * @param schemaVersion raised when a field is added, renamed or removed
 * @param url the service
 * @param way {@code proxy}, {@code upstream}, or {@code spans}
 * @param status the status of the response to a request without a context
 * @param calls how many calls the service makes for such a request
 * @param rules each rule with its verdict
 */
public record CheckReport(int schemaVersion, String url, String way, @Nullable Integer status, int calls,
		List<RuleReport> rules) {

	/**
	 * The report of a result.
	 * @param target the service
	 * @param result the result
	 * @return the report
	 */
	public static CheckReport of(URI target, CheckResult result) {
		Way way = result.way();
		return new CheckReport(1, target.toString(), (way != null) ? way.name().toLowerCase(Locale.ROOT) : "spans",
				result.baseline().status(), result.baseline().all().size(),
				result.verdicts()
					.entrySet()
					.stream()
					.map((entry) -> RuleReport.of(entry.getKey(), entry.getValue()))
					.toList());
	}

	/**
	 * A rule and its verdict.
	 *
	 * @param id the rule's id
	 * @param level {@code must}, {@code should} or {@code info}
	 * @param verdict {@code passed}, {@code failed} or {@code not judged}
	 * @param sentence what the rule demands
	 * @param detail the reason, or {@code null}
	 * @param source where the rule comes from
	 * @param breaches where the service breaks it
	 */
	public record RuleReport(String id, String level, String verdict, String sentence, @Nullable String detail,
			String source, List<BreachReport> breaches) {

		private static RuleReport of(Rule rule, Verdict verdict) {
			List<BreachReport> breaches = (verdict instanceof Verdict.Failed failed)
					? failed.breaches().stream().map(BreachReport::of).toList() : List.of();
			return new RuleReport(rule.id(), rule.level().name().toLowerCase(Locale.ROOT), VerdictText.name(verdict),
					rule.sentence(), VerdictText.detail(verdict), rule.source(), breaches);
		}

	}

	/**
	 * A place that breaks a rule.
	 *
	 * @param request what was special about the request
	 * @param sent its headers
	 * @param status the response's status, or {@code null} if there was none
	 * @param call the method and target of the call, or {@code null} if there is none
	 * @param seen the call's headers, or {@code null}
	 * @param fault what is wrong
	 */
	public record BreachReport(String request, Map<String, List<String>> sent, @Nullable Integer status,
			@Nullable String call, @Nullable Map<String, List<String>> seen, String fault) {

		private static BreachReport of(Breach breach) {
			CapturedRequest call = breach.call();
			Headers sent = breach.observation().sent().headers();
			return new BreachReport(breach.observation().sent().probe().name(), Shown.headers(sent),
					breach.observation().status(), (call != null) ? call.method() + " " + call.target() : null,
					(call != null) ? Shown.headers(call.headers()) : null, FaultText.of(breach));
		}

	}

}
