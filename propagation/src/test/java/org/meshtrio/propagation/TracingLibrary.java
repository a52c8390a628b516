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

	/** Whether a B3 context without a decision is decided here, or left unsampled. */
	boolean decidesWhatIsUndecided();

	/** Whether a decision without ids holds for the trace that begins here. */
	boolean heedsADecisionAlone();

	/** Whether the service's server span goes along as the parent of its client span. */
	boolean writesTheParent();

	/** Whether trace flags that it does not know cost a traceparent its trace. */
	boolean refusesUnknownFlags();

	/**
	 * The trace flags of a sampled trace that begins here: level 2 adds the random bit.
	 */
	String flagsOfAFreshTrace();

}
