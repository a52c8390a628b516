package org.meshtrio.mesh.doctor;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.meshtrio.mesh.doctor.finding.Finding;
import org.meshtrio.trace.diagnosis.RequestFailure;

/**
 * The result of one check.
 *
 * @param findings what is wrong
 * @param unknown why the check couldn't tell, as a clause, or {@code null} if it could
 * @param failure where the request failed, or {@code null} if it didn't
 */
record CheckResult(List<Finding> findings, @Nullable String unknown, @Nullable RequestFailure failure) {

	static CheckResult found(List<Finding> findings) {
		return new CheckResult(findings, null, null);
	}

	static CheckResult unknown(String why) {
		return new CheckResult(List.of(), why, null);
	}

	CheckResult with(@Nullable RequestFailure where) {
		return new CheckResult(this.findings, this.unknown, where);
	}

}
