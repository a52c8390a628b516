package org.meshtrio.check.cases;

import java.util.List;

import org.meshtrio.check.probe.Probe;
import org.meshtrio.check.verdict.Evidence;
import org.meshtrio.check.verdict.Verdict;

/**
 * How a rule is judged.
 */
@FunctionalInterface
public interface Case {

	/**
	 * Judges the rule.
	 * @param evidence sends the requests that the rule needs, each once for all rules
	 * @return the verdict
	 */
	Verdict judge(Evidence evidence);

	/** A case of one request. */
	static Case of(Probe probe, Judge judge) {
		return each(List.of(probe), judge);
	}

	/** A case of several requests, each judged by itself. */
	static Case each(List<Probe> probes, Judge judge) {
		return (evidence) -> Verdict
			.of(probes.stream().flatMap((probe) -> judge.breaches(evidence.of(probe)).stream()).toList());
	}

}
