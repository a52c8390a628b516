package org.meshtrio.tracecontext;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The trace context that counts among all trace headers of a request. This is the only
 * place that decides which context wins:
 *
 * <ul>
 * <li>The context comes from the first format in the receiver's order that has
 * well-formed ids. A malformed context never hides a good one.</li>
 * <li>A decision without ids ({@code b3: 0}) decides sampling if its format comes before
 * that one, or if no format has ids. Otherwise the context's own decision counts.</li>
 * <li>{@code tracestate} and the random flag belong to the trace in {@code traceparent},
 * and count only if that is the context's trace.</li>
 * </ul>
 *
 * @param context the context with the decision that counts, or {@code null} if no
 * well-formed ids arrived
 * @param decision the caller's sampling decision, or {@code null} if it made none
 * @param tracestate the {@code tracestate} of the context's trace, as one line, or
 * {@code null}
 */
public record ArrivedTrace(@Nullable TraceContext context, @Nullable SamplingDecision decision,
		@Nullable String tracestate) {

	/**
	 * Reads the trace headers of a request.
	 * @param headers the lines of a header by its lower-case name, an empty list if it's
	 * absent
	 * @param order the formats that the receiver reads; the first one wins
	 * @return the context that counts
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
	 * The same trace with the decision not to record it.
	 * @return a copy
	 */
	public ArrivedTrace notSampled() {
		SamplingDecision not = SamplingDecision.NOT_SAMPLED;
		return new ArrivedTrace((this.context != null) ? this.context.with(not, this.context.random()) : null, not,
				this.tracestate);
	}

	/**
	 * This trace as headers. A tracer that reads the same formats, in any order, gets
	 * exactly this context from them.
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
		// W3C can't express that the receiver decides, nor B3's debug flag.
		if (!b3 || this.decision == SamplingDecision.SAMPLED || this.decision == SamplingDecision.NOT_SAMPLED) {
			headers.put(TraceHeaders.TRACEPARENT, W3cGrammar.traceparent(this.context));
			if (this.tracestate != null) {
				headers.put(TraceHeaders.TRACESTATE, this.tracestate);
			}
		}
		return headers;
	}

	/**
	 * The trace headers to copy to outbound requests if no tracer writes its own. A
	 * receiver that reads them in the same order gets the same trace.
	 * <ul>
	 * <li>A well-formed {@code traceparent} is copied unchanged, with its
	 * {@code tracestate}. That holds even if B3 has another trace, because a proxy renews
	 * only the format that it knows, and the request doesn't show which one that is.</li>
	 * <li>For a proxy, the two forms of B3 are one format. So only the trace that counts
	 * is copied, in the strict form and with the decision that counts.</li>
	 * <li>The single header {@code b3} is never copied together with
	 * {@code x-b3-traceid}, because a proxy reads {@code b3} first, and it may be
	 * stale.</li>
	 * </ul>
	 * @param headers the lines of a header by its lower-case name
	 * @param order the formats that the receiver reads; the first one wins
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
