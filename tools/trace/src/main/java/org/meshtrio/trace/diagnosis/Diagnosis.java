package org.meshtrio.trace.diagnosis;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.meshtrio.answer.Hop;
import org.meshtrio.trace.model.Exchange;
import org.meshtrio.trace.model.Expectation;
import org.meshtrio.trace.model.Hops;
import org.meshtrio.trace.model.SamplingHeader;
import org.meshtrio.trace.model.Span;
import org.meshtrio.trace.model.TraceHeader;

/**
 * What is known about a request's trace, as facts.
 */
public sealed interface Diagnosis {

	/**
	 * What the facts come to.
	 * @return the verdict
	 */
	Verdict verdict();

	/**
	 * Where a hop is in another trace than the one before it.
	 * @return the breaks in the order of the hops
	 */
	default List<Break> breaks() {
		return List.of();
	}

	/**
	 * Judges a request by its answer and its spans.
	 * @param exchange the request and its answer
	 * @param spans the spans that the store has of all traces of the request
	 * @param store what the store is called in a sentence
	 * @return the diagnosis
	 */
	static Diagnosis of(Exchange exchange, List<Span> spans, String store) {
		return of(exchange, new Expectation(exchange), spans, store);
	}

	/**
	 * Judges a request by its answer and its spans.
	 * @param exchange the request and its answer
	 * @param expectation the spans that must be there
	 * @param spans the spans that the store has of all traces of the request
	 * @param store what the store is called in a sentence
	 * @return the diagnosis
	 */
	static Diagnosis of(Exchange exchange, Expectation expectation, List<Span> spans, String store) {
		Diagnosis early = byHops(exchange);
		if (early != null) {
			return early;
		}
		SpanFault fault = new SpanCheck(exchange.answer(), expectation, spans).fault();
		return (fault != null) ? new SpansBroken(exchange.answer(), fault, store)
				: new Joined(exchange.answer(), spans.size());
	}

	/**
	 * Judges a request without its spans. A break between hops shows without them, but
	 * they are needed to call a trace joined.
	 * @param exchange the request and its answer
	 * @param why why there are no spans, as a clause
	 * @return the diagnosis
	 */
	static Diagnosis withoutStore(Exchange exchange, String why) {
		Diagnosis early = byHops(exchange);
		return (early != null) ? early : new NoStore(exchange.answer(), why);
	}

	private static @Nullable Diagnosis byHops(Exchange exchange) {
		Hop first = exchange.answer();
		List<Break> breaks = BreakFinder.find(exchange);
		if (!breaks.isEmpty()) {
			return new Broken(first, breaks);
		}
		if (Hops.traces(first).isEmpty()) {
			return new NoTrace(first, TraceHeader.in(Hops.received(first)));
		}
		return Hops.of(first)
			.stream()
			.filter((hop) -> Boolean.FALSE.equals(hop.sampled()))
			.findFirst()
			.map((hop) -> new NotSampled(first, hop, TraceHeader.unsampled(Hops.received(hop))))
			.orElse(null);
	}

	/**
	 * All hops are in one trace, and its spans are one tree.
	 *
	 * @param answer the answer
	 * @param spans how many spans, 0 if no hop makes any
	 */
	record Joined(Hop answer, int spans) implements Diagnosis {

		@Override
		public Verdict verdict() {
			return Verdict.JOINED;
		}

	}

	/**
	 * The hops are in more than one trace.
	 *
	 * @param answer the answer
	 * @param breaks where and why, at least one
	 */
	record Broken(Hop answer, List<Break> breaks) implements Diagnosis {

		@Override
		public Verdict verdict() {
			return Verdict.BROKEN;
		}

	}

	/**
	 * All hops are in one trace, but its spans aren't one tree.
	 *
	 * @param answer the answer
	 * @param fault what is wrong with the spans
	 * @param store what the trace store is called in a sentence
	 */
	record SpansBroken(Hop answer, SpanFault fault, String store) implements Diagnosis {

		@Override
		public Verdict verdict() {
			return Verdict.BROKEN;
		}

	}

	/**
	 * The service doesn't answer as the trio, so only the spans of the mesh's proxies
	 * tell.
	 *
	 * @param evidence what the spans show
	 * @param store what the trace store is called in a sentence
	 */
	record SpansOnly(SpanEvidence evidence, String store) implements Diagnosis {

		@Override
		public Verdict verdict() {
			if (this.evidence.spans().isEmpty() || this.evidence.isOnlyGateway()) {
				return Verdict.UNKNOWN;
			}
			return this.evidence.isWhole() ? Verdict.JOINED : Verdict.BROKEN;
		}

	}

	/**
	 * There is no answer to judge.
	 *
	 * @param why why, as a clause
	 */
	record NoAnswer(String why) implements Diagnosis {

		@Override
		public Verdict verdict() {
			return Verdict.UNKNOWN;
		}

	}

	/**
	 * No hop is in a trace.
	 *
	 * @param answer the answer
	 * @param received the trace headers that the first hop received and couldn't use
	 */
	record NoTrace(Hop answer, List<TraceHeader> received) implements Diagnosis {

		@Override
		public Verdict verdict() {
			return Verdict.UNKNOWN;
		}

	}

	/**
	 * The trace isn't sampled.
	 *
	 * @param answer the answer
	 * @param hop the first hop that doesn't sample it
	 * @param decision the header that told it so, or {@code null} if it decided itself
	 */
	record NotSampled(Hop answer, Hop hop, @Nullable SamplingHeader decision) implements Diagnosis {

		@Override
		public Verdict verdict() {
			return Verdict.UNKNOWN;
		}

	}

	/**
	 * All hops are in one trace, but its spans can't be read.
	 *
	 * @param answer the answer
	 * @param why why, as a clause
	 */
	record NoStore(Hop answer, String why) implements Diagnosis {

		@Override
		public Verdict verdict() {
			return Verdict.UNKNOWN;
		}

	}

}
