package org.meshtrio.cli.trace;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.meshtrio.answer.Hop;
import org.meshtrio.trace.diagnosis.Break;
import org.meshtrio.trace.diagnosis.RequestFailure;
import org.meshtrio.trace.model.Span;

/**
 * What {@code trio trace --json} prints; its help describes it.
 *
 * @param verdict {@code joined}, {@code broken} or {@code unknown}
 * @param sentence the verdict and its reason
 * @param failure where the request failed, or {@code null} where it did not
 * @param hops the answer of the first hop with the others nested, or {@code null} where
 * none came
 * @param breaks where a hop is in another trace than the one before it
 * @param spans what the trace store has, of all traces of the request
 */
record TraceReport(String verdict, String sentence, @Nullable RequestFailure failure, @Nullable Hop hops,
		List<Break> breaks, List<Span> spans) {

}
