package org.meshtrio.check.run;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.meshtrio.check.capture.Way;
import org.meshtrio.check.rule.Rule;
import org.meshtrio.check.verdict.Observation;
import org.meshtrio.check.verdict.Verdict;

/**
 * What a check found.
 *
 * @param way how the service's calls came to the capture, or {@code null} if none did and
 * the rules are judged by spans alone
 * @param baseline the request without a trace context
 * @param verdicts the verdict of each rule, in the order of the rules
 */
public record CheckResult(@Nullable Way way, Observation baseline, Map<Rule, Verdict> verdicts) {

}
