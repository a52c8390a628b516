package org.meshtrio.mesh.doctor;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.meshtrio.mesh.doctor.finding.Finding;
import org.meshtrio.trace.diagnosis.RequestFailure;

/**
 * The result of an examination.
 *
 * @param steps the steps that were taken, in order
 * @param findings what is wrong, in the order of the causes
 * @param unknown why not everything could be examined, as a clause, or {@code null}
 * @param store what the trace store is called, or {@code null} if its spans weren't
 * examined
 */
public record Examination(List<Step> steps, List<Finding> findings, @Nullable String unknown, @Nullable String store) {

	/**
	 * Copies the lists.
	 */
	public Examination {
		steps = List.copyOf(steps);
		findings = List.copyOf(findings);
	}

	/**
	 * An examination that couldn't begin.
	 * @param why why, as a clause
	 * @return its result
	 */
	public static Examination unknown(@Nullable String why) {
		return new Examination(List.of(), List.of(), String.valueOf(why), null);
	}

	public Health health() {
		if (!this.findings.isEmpty()) {
			return Health.FOUND;
		}
		return (this.unknown != null) ? Health.UNKNOWN : Health.HEALTHY;
	}

	/**
	 * What {@code istioctl analyze} said.
	 * @return its errors and warnings, which aren't findings
	 */
	public List<String> analyzeMessages() {
		Optional<Step.Analyzed> analyzed = this.steps.stream()
			.filter(Step.Analyzed.class::isInstance)
			.map(Step.Analyzed.class::cast)
			.findFirst();
		return analyzed.map((step) -> step.analysis().messages()).orElse(List.of());
	}

	/**
	 * Where the request failed.
	 * @return the failure, or {@code null} if no service is known to have failed
	 */
	public @Nullable RequestFailure failure() {
		return this.steps.stream()
			.filter(Step.Failed.class::isInstance)
			.map((step) -> ((Step.Failed) step).failure())
			.findFirst()
			.orElse(null);
	}

}
