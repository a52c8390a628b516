package org.meshtrio.propagation;

import java.util.Queue;

/**
 * The tracing library under the rules: the spans that it finished, and the few points at
 * which libraries differ. The test service takes the implementation whose library is on
 * the class path. See docs/opentelemetry.md, whose table says the same.
 */
interface TracingLibrary {

	Queue<String> finishedSpans();

	/** Whether a trace id of 64 bits goes on in B3 as it came, or padded to 128. */
	boolean keepsShortIds();

	/** Whether the service's server span goes along as the parent of its client span. */
	boolean writesTheParent();

	/** Whether a trace that begins here has the random flag of W3C level 2. */
	boolean saysThatItsIdsAreRandom();

}
