package org.meshtrio.check.cases;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.meshtrio.check.rule.Rule;

/**
 * The case of each rule.
 */
public final class Cases {

	private static final Map<Rule, Case> CASES = new EnumMap<>(Rule.class);

	static {
		Stream
			.of(ContextCases.cases(), SamplingCases.cases(), MalformedCases.cases(), TracestateCases.cases(),
					HeaderCases.cases(), CallCases.cases())
			.forEach(CASES::putAll);
	}

	private Cases() {
	}

	/**
	 * How a rule is judged.
	 * @param rule the rule
	 * @return its case
	 */
	public static Case of(Rule rule) {
		return Objects.requireNonNull(CASES.get(rule));
	}

}
