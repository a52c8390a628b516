package org.meshtrio.cli.trace;

import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.meshtrio.answer.Hop;
import org.meshtrio.trace.diagnosis.Diagnosis;
import org.meshtrio.trace.diagnosis.RequestFailure;
import org.meshtrio.trace.model.Span;
import org.meshtrio.trace.report.DiagnosisJson;
import org.meshtrio.trace.report.DiagnosisText;
import tools.jackson.databind.node.ObjectNode;

/**
 * The output of {@code trio trace --json}; the command's help describes it.
 *
 * @param schemaVersion raised when a field is added, renamed or removed
 * @param verdict {@code joined}, {@code broken} or {@code unknown}
 * @param kind the kind of the diagnosis, such as {@code not-sampled}
 * @param sentence the verdict and its reason
 * @param failure where the request failed, or {@code null} if it didn't
 * @param hops the answer of the first hop, which nests the others, or {@code null} if
 * there is none
 * @param breaks where a hop is in another trace than the one before it
 * @param spanFault what is wrong with the spans, or {@code null}
 * @param spanGaps what the spans of a service that isn't of the trio lack, or
 * {@code null}
 * @param spans the spans that the trace store has of all traces of the request; for a
 * service that isn't of the trio, those of the first of three requests
 */
record TraceReport(int schemaVersion, String verdict, String kind, String sentence, @Nullable RequestFailure failure,
		@Nullable Hop hops, List<ObjectNode> breaks, @Nullable ObjectNode spanFault, @Nullable ObjectNode spanGaps,
		List<Span> spans) {

	/**
	 * Version 1 had neither {@code kind} nor {@code spanFault}, 2 no {@code spanGaps}.
	 */
	private static final int SCHEMA_VERSION = 3;

	static TraceReport of(Diagnosis diagnosis, @Nullable Hop hop, @Nullable RequestFailure failure, List<Span> spans) {
		return new TraceReport(SCHEMA_VERSION, diagnosis.verdict().name().toLowerCase(Locale.ROOT),
				DiagnosisJson.kind(diagnosis), DiagnosisText.sentence(diagnosis), failure, hop,
				DiagnosisJson.breaks(diagnosis.breaks()), DiagnosisJson.spanFault(diagnosis),
				DiagnosisJson.spanGaps(diagnosis), spans);
	}

}
