package org.meshtrio.tracecontext;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Of all the trace headers that arrived with a request, what counts. This is the only
 * rule of which context wins:
 *
 * <ul>
 * <li>The first format of the receiver's order that holds well-formed ids gives the
 * context. A malformed context never hides a good one.</li>
 * <li>A decision without ids ({@code b3: 0}), in a format that comes before that one or
 * where no format holds ids, decides sampling. Otherwise the context's own decision
 * stays.</li>
 * <li>{@code tracestate} and the random flag belong to the trace that {@code traceparent}
 * names, and count only if that is the trace of the context.</li>
 * </ul>
 *
 * @param context the context, with the decision that counts, or {@code null} where no
 * well-formed ids arrived
 * @param decision what the caller decided about sampling, or {@code null} where it
 * decided nothing
 * @param tracestate the {@code tracestate} of the context's trace, as one line, or
 * {@code null}
 */
public record ArrivedTrace(@Nullable TraceContext context, @Nullable SamplingDecision decision,
		@Nullable String tracestate) {

	/**
	 * Reads the trace headers of a request.
	 * @param headers the lines of a header by its lower-case name, an empty list where it
	 * is not there
	 * @param order the formats that the receiver reads, the first one wins
	 * @return what counts
	 */
	public static ArrivedTrace of(Function<String, List<String>> headers, List<TraceFormat> order) {
		SamplingDecision decision = null;
		for (TraceFormat format : order) {
			TraceContext context = format.context(headers);
			if (context != null) {
				return of(context, (decision != null) ? decision : context.decision(), headers);
			}
			decision = (decision != null) ? decision : format.decision(headers);
		}
		return new ArrivedTrace(null, decision, null);
	}

	private static ArrivedTrace of(TraceContext context, @Nullable SamplingDecision decision,
			Function<String, List<String>> headers) {
		TraceContext w3c = TraceFormat.W3C.context(headers);
		boolean same = context.isSameTrace(w3c);
		return new ArrivedTrace(context.with(decision, same && w3c.random()), decision,
				same ? W3cGrammar.tracestate(headers) : null);
	}

	/**
	 * The same trace, with the decision that it is not recorded.
	 * @return a copy with this decision
	 */
	public ArrivedTrace notSampled() {
		SamplingDecision not = SamplingDecision.NOT_SAMPLED;
		return new ArrivedTrace((this.context != null) ? this.context.with(not, this.context.random()) : null, not,
				this.tracestate);
	}

	/**
	 * The trace headers from which a tracer that reads the same formats, in any order,
	 * reads this and nothing else.
	 * @return the values by lower-case name
	 */
	public Map<String, String> canonical() {
		Map<String, String> headers = new LinkedHashMap<>();
		if (this.context == null) {
			if (this.decision != null) {
				headers.put(TraceHeaders.B3, B3Grammar.write(this.decision));
			}
			return headers;
		}
		boolean b3 = this.context.format() != TraceFormat.W3C;
		if (b3) {
			headers.put(TraceHeaders.B3, B3Grammar.write(this.context));
		}
		// W3C cannot say that it is for the receiver to decide, nor that B3 debugs.
		if (!b3 || this.decision == SamplingDecision.SAMPLED || this.decision == SamplingDecision.NOT_SAMPLED) {
			headers.put(TraceHeaders.TRACEPARENT, W3cGrammar.traceparent(this.context));
			if (this.tracestate != null) {
				headers.put(TraceHeaders.TRACESTATE, this.tracestate);
			}
		}
		return headers;
	}

	/**
	 * The trace headers to copy to the requests that a request causes, where no tracer
	 * writes its own. Whoever reads them in the same order comes to the same trace.
	 * {@code traceparent} goes as it came, if it is well formed, with its
	 * {@code tracestate}. It goes also beside B3 of another trace: a proxy renews the one
	 * format that it knows, and nothing in the request tells which. The two forms of B3
	 * are one format to a proxy, so of these only the trace that counts goes, in its
	 * strict form and with the decision that counts. It does not go in one header beside
	 * several: a proxy reads the one first, and it may be stale.
	 * @param headers the lines of a header by its lower-case name
	 * @param order the formats that the receiver reads, the first one wins
	 * @return the lines by lower-case name
	 */
	public static Map<String, List<String>> copies(Function<String, List<String>> headers, List<TraceFormat> order) {
		Map<String, List<String>> copies = new LinkedHashMap<>();
		if (TraceFormat.W3C.context(headers) != null) {
			copies.put(TraceHeaders.TRACEPARENT, TraceHeaders.lines(TraceHeaders.TRACEPARENT, headers));
			String tracestate = W3cGrammar.tracestate(headers);
			if (tracestate != null) {
				copies.put(TraceHeaders.TRACESTATE, List.of(tracestate));
			}
		}
		List<TraceFormat> b3 = Stream.concat(order.stream(), Stream.of(TraceFormat.B3, TraceFormat.B3_MULTI))
			.filter((format) -> format != TraceFormat.W3C)
			.distinct()
			.toList();
		of(headers, b3).copyB3(headers, copies);
		return copies;
	}

	private void copyB3(Function<String, List<String>> headers, Map<String, List<String>> copies) {
		TraceContext several = TraceFormat.B3_MULTI.context(headers);
		if (several != null && several.isSameTrace(this.context)) {
			B3MultiGrammar.writeIds(several, copies);
			if (this.decision == null || this.decision == several.decision()) {
				B3MultiGrammar.copyDecision(headers, copies);
			}
			else {
				B3MultiGrammar.writeDecision(this.decision, copies);
			}
			return;
		}
		if (several == null) {
			B3MultiGrammar.copyDecision(headers, copies);
		}
		TraceContext one = TraceFormat.B3.context(headers);
		SamplingDecision decisionOfOne = TraceFormat.B3.decision(headers);
		if (one != null && one.isSameTrace(this.context)) {
			copies.put(TraceHeaders.B3, List.of(B3Grammar.write(counting(one))));
		}
		else if (decisionOfOne != null) {
			copies.put(TraceHeaders.B3, List.of(B3Grammar.write(decisionOfOne)));
		}
	}

	private TraceContext counting(TraceContext context) {
		return (this.decision != null) ? context.with(this.decision, context.random()) : context;
	}

}
