package org.meshtrio.tracecontext;

/**
 * A caller's decision whether to record a trace. W3C Trace Context has the first two, in
 * its sampled flag.
 */
public enum SamplingDecision {

	/** The trace is not recorded. */
	NOT_SAMPLED,

	/** The trace is recorded. */
	SAMPLED,

	/** B3's debug flag: the trace is recorded, and no later sampling may drop it. */
	DEBUG;

	/**
	 * Whether the trace is recorded.
	 * @return {@code false} for {@link #NOT_SAMPLED}
	 */
	public boolean isSampled() {
		return this != NOT_SAMPLED;
	}

}
