package org.meshtrio.junit;

import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.meshtrio.check.capture.Capture;
import org.meshtrio.check.report.BreachText;
import org.meshtrio.check.report.VerdictText;
import org.meshtrio.check.rule.Rule;
import org.meshtrio.check.run.CheckException;
import org.meshtrio.check.run.CheckRequest;
import org.meshtrio.check.run.Checker;
import org.meshtrio.check.verdict.Verdict;
import org.meshtrio.trace.model.Headers;

/**
 * Checks a service. A test factory with this parameter returns its tests.
 */
public final class PropagationCheck {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private static final Duration LATE = Duration.ofSeconds(1);

	private final CheckPropagation settings;

	private final Capture capture;

	PropagationCheck(CheckPropagation settings, Capture capture) {
		this.settings = settings;
		this.capture = capture;
	}

	/**
	 * Checks all rules.
	 * @param url a URL of the service, for which it calls the next service
	 * @return a test for each rule; that of a rule that can't be judged is aborted
	 */
	public Stream<DynamicTest> of(String url) {
		Set<String> expected = Stream.of(this.settings.expect())
			.map((name) -> name.toLowerCase(Locale.ROOT))
			.collect(Collectors.toSet());
		CheckRequest request = new CheckRequest(URI.create(url), Headers.NONE, TIMEOUT, TIMEOUT, LATE,
				EnumSet.allOf(Rule.class), expected, this.settings.credentials(), null, null);
		try {
			return new Checker(request, this.capture).check()
				.verdicts()
				.entrySet()
				.stream()
				.map((entry) -> DynamicTest.dynamicTest(entry.getKey().id(),
						() -> judge(entry.getKey(), entry.getValue())));
		}
		catch (CheckException ex) {
			throw new AssertionError(ex.getMessage() + ".");
		}
	}

	private void judge(Rule rule, Verdict verdict) {
		if (verdict instanceof Verdict.Failed failed) {
			List<String> lines = BreachText.lines(rule, failed);
			String message = rule.sentence() + "\n" + String.join("\n", lines);
			if (rule.level().compareTo(this.settings.failing()) <= 0) {
				Assertions.fail(message);
			}
			Assumptions.abort(message);
		}
		if (verdict instanceof Verdict.NotJudged) {
			Assumptions.abort("not judged: " + VerdictText.detail(verdict));
		}
	}

}
