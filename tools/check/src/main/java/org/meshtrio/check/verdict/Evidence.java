package org.meshtrio.check.verdict;

import java.util.List;
import java.util.Set;

import org.meshtrio.check.probe.Probe;

/**
 * What a check has seen so far.
 */
public interface Evidence {

	/**
	 * The only request of a kind.
	 * @param probe the kind
	 * @return what came of it
	 */
	Observation of(Probe probe);

	/**
	 * The requests of a kind that were sent at the same time.
	 * @param probe the kind
	 * @return what came of each; the calls are all in the first observation
	 */
	List<Observation> allOf(Probe probe);

	/**
	 * The request without a trace context, to which others are compared.
	 * @return what came of it
	 */
	Observation baseline();

	/**
	 * The status of the response to that request.
	 * @return the status
	 */
	int baselineStatus();

	/**
	 * The headers that the service must keep.
	 * @return the lower-case names
	 */
	Set<String> expected();

	/**
	 * Whether the service may pass on credentials.
	 * @return whether it may
	 */
	boolean credentialsAllowed();

	/**
	 * Whether there is a trace store to ask.
	 * @return whether there is
	 */
	boolean hasStore();

	/**
	 * Whether the trace store gets a span.
	 * @param traceId the trace
	 * @param spanId the span
	 * @return whether it has it in time
	 */
	boolean hasSpan(String traceId, String spanId);

}
