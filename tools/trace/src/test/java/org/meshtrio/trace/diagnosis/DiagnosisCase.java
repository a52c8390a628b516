package org.meshtrio.trace.diagnosis;

import java.util.List;
import java.util.stream.Stream;

import org.meshtrio.trace.model.Exchange;
import org.meshtrio.trace.model.Span;

/**
 * A request and what is known about its trace.
 *
 * @param name what the case shows, unique among all cases
 * @param exchange the request and its answer
 * @param spans the spans in the store
 * @param expected the facts
 */
public record DiagnosisCase(String name, Exchange exchange, List<Span> spans, Diagnosis expected) {

	/** The name of the store in the cases. */
	public static final String STORE = "Zipkin";

	/**
	 * All cases.
	 * @return the cases, which have every kind of break and of diagnosis but those
	 * without an answer or a store
	 */
	public static Stream<DiagnosisCase> all() {
		return Stream.concat(SpanCases.all(), BreakCases.all());
	}

	@Override
	public String toString() {
		return this.name;
	}

}
