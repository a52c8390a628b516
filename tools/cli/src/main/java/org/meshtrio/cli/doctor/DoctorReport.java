package org.meshtrio.cli.doctor;

import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.meshtrio.mesh.doctor.Examination;
import org.meshtrio.mesh.doctor.finding.Cause;
import org.meshtrio.mesh.doctor.finding.Finding;
import org.meshtrio.mesh.doctor.finding.FindingText;
import org.meshtrio.trace.diagnosis.RequestFailure;

/**
 * What {@code trio doctor --json} prints; its help describes it.
 *
 * @param schemaVersion raised when a field is renamed or removed
 * @param verdict {@code healthy}, {@code found} or {@code unknown}
 * @param sentence the verdict and its reason
 * @param findings what is wrong
 * @param analyze the errors and warnings of {@code istioctl analyze}
 * @param failure where the request failed, or {@code null} if no service is known to have
 * failed
 */
record DoctorReport(int schemaVersion, String verdict, String sentence, List<Entry> findings, List<String> analyze,
		@Nullable RequestFailure failure) {

	/** Version 1 had {@code mend} for {@code fix}, and no {@code kind}. */
	private static final int SCHEMA_VERSION = 2;

	static DoctorReport of(Examination examination, String sentence) {
		return new DoctorReport(SCHEMA_VERSION, examination.health().name().toLowerCase(Locale.ROOT), sentence,
				examination.findings().stream().map(Entry::of).toList(), examination.analyzeMessages(),
				examination.failure());
	}

	/**
	 * A finding.
	 *
	 * @param cause its cause
	 * @param kind its kind
	 * @param what what is wrong
	 * @param where where
	 * @param fix what fixes it
	 */
	record Entry(Cause cause, String kind, String what, String where, String fix) {

		static Entry of(Finding finding) {
			FindingText text = FindingText.of(finding);
			return new Entry(finding.cause(), finding.kind(), text.what(), text.where(), text.fix());
		}

	}

}
