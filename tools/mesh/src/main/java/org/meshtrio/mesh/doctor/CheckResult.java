package org.meshtrio.mesh.doctor;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.meshtrio.mesh.doctor.finding.Finding;

/**
 * The result of one check.
 *
 * @param findings what is wrong
 * @param unknown why the check couldn't tell, as a clause, or {@code null} if it could
 */
record CheckResult(List<Finding> findings, @Nullable String unknown) {

	static CheckResult found(List<Finding> findings) {
		return new CheckResult(findings, null);
	}

	static CheckResult unknown(String why) {
		return new CheckResult(List.of(), why);
	}

	boolean isHealthy() {
		return this.findings.isEmpty() && this.unknown == null;
	}

}
