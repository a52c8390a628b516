package org.meshtrio.tracecontext;

import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * The formats of a trace context in HTTP headers.
 *
 * <p>
 * Each method takes the headers as a function from a header's name in lower case, one of
 * {@link TraceHeaders}, to the header's lines in order, or to an empty list. Optional
 * white space around a line is ignored, and so is a blank line.
 */
public enum TraceFormat {

	/**
	 * {@code traceparent} of <a href="https://www.w3.org/TR/trace-context-2/">W3C Trace
	 * Context</a>, level 1 and level 2.
	 */
	W3C(TraceHeaders.TRACEPARENT, TraceHeaders.TRACEPARENT) {
		@Override
		public @Nullable TraceContext context(Function<String, List<String>> headers) {
			return W3cGrammar.context(headers);
		}

		@Override
		public @Nullable SamplingDecision decision(Function<String, List<String>> headers) {
			return null;
		}
	},

	/**
	 * <a href="https://github.com/openzipkin/b3-propagation#single-header">B3 in one
	 * header</a>, {@code b3}.
	 */
	B3(TraceHeaders.B3, TraceHeaders.B3) {
		@Override
		public @Nullable TraceContext context(Function<String, List<String>> headers) {
			return B3Grammar.context(headers);
		}

		@Override
		public @Nullable SamplingDecision decision(Function<String, List<String>> headers) {
			return B3Grammar.decision(headers);
		}
	},

	/**
	 * <a href="https://github.com/openzipkin/b3-propagation#multiple-headers">B3 in
	 * several headers</a>, {@code x-b3-traceid} and others.
	 */
	B3_MULTI(TraceHeaders.B3_TRACE_ID, TraceHeaders.B3_SAMPLED) {
		@Override
		public @Nullable TraceContext context(Function<String, List<String>> headers) {
			return B3MultiGrammar.context(headers);
		}

		@Override
		public @Nullable SamplingDecision decision(Function<String, List<String>> headers) {
			return B3MultiGrammar.decision(headers);
		}
	};

	private final String idHeader;

	private final String decisionHeader;

	TraceFormat(String idHeader, String decisionHeader) {
		this.idHeader = idHeader;
		this.decisionHeader = decisionHeader;
	}

	/**
	 * The header that has the trace id.
	 * @return one of {@link TraceHeaders}
	 */
	public String idHeader() {
		return this.idHeader;
	}

	/**
	 * The header that has the sampling decision.
	 * @return one of {@link TraceHeaders}
	 */
	public String decisionHeader() {
		return this.decisionHeader;
	}

	/**
	 * The trace context that the headers carry in this format.
	 * @param headers the headers
	 * @return the context, or {@code null} if there is none with well-formed ids
	 */
	public abstract @Nullable TraceContext context(Function<String, List<String>> headers);

	/**
	 * The decision that the headers carry in this format without well-formed ids:
	 * {@code b3: 0} or {@code x-b3-sampled: 0}. W3C Trace Context can't express that.
	 * @param headers the headers
	 * @return the decision, or {@code null} if there is none or there are ids, too
	 */
	public abstract @Nullable SamplingDecision decision(Function<String, List<String>> headers);

}
