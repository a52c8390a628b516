package org.meshtrio.propagation;

import java.util.Map;
import java.util.Queue;

/**
 * The tracing library under the rules: the spans that it finished, and the few points at
 * which libraries differ. The test service takes the implementation whose library is on
 * the class path. See docs/opentelemetry.md, whose table says the same.
 */
interface TracingLibrary {

	Queue<String> finishedSpans();

	/** The same spans, with what they say of errors. */
	Queue<FinishedSpan> finished();

	/** Whether a trace id of 64 bits goes on in B3 as it came, or padded to 128. */
	boolean keepsShortIds();

	/** Whether the service's server span goes along as the parent of its client span. */
	boolean writesTheParent();

	/** Whether a trace that begins here has the random flag of W3C level 2. */
	boolean saysThatItsIdsAreRandom();

	/**
	 * A span as the library hands it to its reporter.
	 *
	 * @param traceId its trace
	 * @param kind {@code SERVER}, {@code CLIENT} and so on
	 * @param tags its tags, in OpenTelemetry attributes
	 * @param failed whether it has an error: Brave's tag, OpenTelemetry's status
	 * @param exception whether it has an exception
	 */
	record FinishedSpan(String traceId, String kind, Map<String, String> tags, boolean failed, boolean exception) {

	}

}
