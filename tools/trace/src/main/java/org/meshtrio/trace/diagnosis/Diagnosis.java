package org.meshtrio.trace.diagnosis;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.meshtrio.answer.Hop;
import org.meshtrio.trace.model.Expectation;
import org.meshtrio.trace.model.Hops;
import org.meshtrio.trace.model.Span;
import org.meshtrio.trace.model.TraceHeader;
import org.meshtrio.trace.text.Text;

/**
 * What can be said about a request's trace, and why.
 *
 * @param verdict the verdict
 * @param sentence the verdict and its reason, one sentence
 * @param breaks the places where the trace broke, in the order of the hops
 */
public record Diagnosis(Verdict verdict, String sentence, List<Break> breaks) {

	/**
	 * Judges a request by its answer and its spans.
	 * @param first the answer
	 * @param sent the headers that the caller sent, by lower-case name
	 * @param spans the spans that the store has of all traces of the request
	 * @param store what the store is called in a sentence
	 * @return the diagnosis
	 */
	public static Diagnosis of(Hop first, Map<String, List<String>> sent, List<Span> spans, String store) {
		return of(first, sent, new Expectation(first, sent), spans, store);
	}

	/**
	 * Judges a request by its answer and its spans.
	 * @param first the answer
	 * @param sent the headers that the caller sent, by lower-case name
	 * @param expectation the spans that must be there
	 * @param spans the spans that the store has of all traces of the request
	 * @param store what the store is called in a sentence
	 * @return the diagnosis
	 */
	public static Diagnosis of(Hop first, Map<String, List<String>> sent, Expectation expectation, List<Span> spans,
			String store) {
		Diagnosis early = byHops(first, sent);
		if (early != null) {
			return early;
		}
		String fault = new SpanCheck(first, expectation, spans, store).fault();
		if (fault != null) {
			return new Diagnosis(Verdict.BROKEN, "Broken: " + inOneTrace(first) + ", but " + fault + end(first) + ".",
					List.of());
		}
		String whole = spans.isEmpty() ? ", which has no spans, because no hop makes any"
				: ", and its tree of " + Text.count(spans.size(), "span") + " is whole";
		return new Diagnosis(Verdict.JOINED, "Joined: " + inOneTrace(first) + whole + end(first) + ".", List.of());
	}

	/**
	 * Judges a request where the spans are not to be had. A trace that broke on the way
	 * shows without them, one that is joined does not.
	 * @param first the answer
	 * @param sent the headers that the caller sent, by lower-case name
	 * @param why why there are no spans, a clause
	 * @return the diagnosis
	 */
	public static Diagnosis withoutStore(Hop first, Map<String, List<String>> sent, String why) {
		Diagnosis early = byHops(first, sent);
		return (early != null) ? early : unknown(inOneTrace(first)
				+ " by their own account, but the spans cannot be checked, because " + why + end(first));
	}

	/**
	 * There is nothing to judge.
	 * @param why why, a clause
	 * @return the diagnosis
	 */
	public static Diagnosis unknown(String why) {
		return new Diagnosis(Verdict.UNKNOWN, "Could not tell: " + why + ".", List.of());
	}

	private static @Nullable Diagnosis byHops(Hop first, Map<String, List<String>> sent) {
		List<Break> breaks = BreakFinder.find(first, sent);
		if (!breaks.isEmpty()) {
			return new Diagnosis(Verdict.BROKEN, sentence(breaks) + end(first) + ".", breaks);
		}
		if (Hops.traces(first).isEmpty()) {
			return unknown("nobody began a trace, because no trace header arrived at " + Hops.name(first)
					+ " and no hop makes spans (mesh.propagation.spans); send one, such as"
					+ " traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01" + end(first));
		}
		for (Hop hop : Hops.of(first)) {
			if (Boolean.FALSE.equals(hop.sampled())) {
				return unknown(inOneTrace(first) + ", but it is not sampled, so there are no spans: " + decision(hop)
						+ end(first));
			}
		}
		return null;
	}

	private static String sentence(List<Break> breaks) {
		Break worst = breaks.get(0);
		List<String> others = breaks.stream().skip(1).map((other) -> other.from() + " and " + other.to()).toList();
		return "Broken between " + worst.from() + " and " + worst.to() + ": " + worst.reason()
				+ (others.isEmpty() ? "" : "; broken again between " + String.join(", and between ", others));
	}

	private static String decision(Hop hop) {
		String header = TraceHeader.unsampled(hop.received().headers());
		return (header != null) ? Text.safe(header) + " arrived at " + Hops.name(hop)
				: Hops.name(hop) + " decided so itself (management.tracing.sampling.probability)";
	}

	private static String inOneTrace(Hop first) {
		List<String> names = Hops.of(first).stream().map(Hops::name).toList();
		return Text.list(names) + ((names.size() == 1) ? " is" : " are") + " in trace " + Hops.trace(first);
	}

	private static String end(Hop first) {
		String end = Hops.end(first);
		return (end != null) ? "; " + end : "";
	}

}
