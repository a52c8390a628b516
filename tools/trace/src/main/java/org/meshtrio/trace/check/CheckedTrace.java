package org.meshtrio.trace.check;

import java.util.List;

import org.meshtrio.trace.diagnosis.Diagnosis;
import org.meshtrio.trace.model.Exchange;
import org.meshtrio.trace.model.Span;

/**
 * The result of a check.
 *
 * @param exchange the request and its answer
 * @param spans the spans that the store has of all traces of the request
 * @param diagnosis what they say together
 */
public record CheckedTrace(Exchange exchange, List<Span> spans, Diagnosis diagnosis) {

	/**
	 * Copies the list.
	 */
	public CheckedTrace {
		spans = List.copyOf(spans);
	}

}
