package org.meshtrio.mesh.doctor;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a check came to.
 *
 * @param findings what is wrong
 * @param unknown why it could not be told whether something is, or {@code null} where it
 * could
 */
public record CheckResult(List<Finding> findings, @Nullable String unknown) {

	static CheckResult found(List<Finding> findings) {
		return new CheckResult(findings, null);
	}

	static CheckResult unknown(String why) {
		return new CheckResult(List.of(), why);
	}

	/**
	 * Whether there is nothing to say.
	 * @return whether it was told that nothing is wrong
	 */
	public boolean isHealthy() {
		return this.findings.isEmpty() && this.unknown == null;
	}

}
