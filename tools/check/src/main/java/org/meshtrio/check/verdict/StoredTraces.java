package org.meshtrio.check.verdict;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.meshtrio.check.probe.Probe;
import org.meshtrio.trace.model.Span;

/**
 * What a trace store has of the requests, if there is no capture.
 */
public interface StoredTraces {

	/**
	 * A request.
	 * @param probe its kind
	 * @return what came of it; its calls aren't known
	 */
	Observation of(Probe probe);

	/**
	 * The status of the response to a request without a trace context.
	 * @return the status
	 */
	int baselineStatus();

	/**
	 * The spans of the trace that a request named.
	 * @param probe the kind of request
	 * @return the spans
	 */
	List<Span> spans(Probe probe);

	/**
	 * The services that made calls in another trace than the one that arrived, in each of
	 * several requests.
	 * @return what each called, by its name
	 */
	Map<String, Set<String>> splits();

}
