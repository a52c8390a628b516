package org.meshtrio.trace.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.meshtrio.answer.Hop;

/**
 * The spans that must be in the store according to the hops: each hop's own, and those
 * that the trace headers named as their parents.
 */
public final class Expectation {

	private final @Nullable MeshSpans mesh;

	/** The caller reports no span. */
	private final Set<String> callers;

	private final List<Expected> expected = new ArrayList<>();

	/**
	 * Reads the answer.
	 * @param exchange the request and its answer
	 */
	public Expectation(Exchange exchange) {
		this(exchange, null);
	}

	/**
	 * Reads the answer.
	 * @param exchange the request and its answer
	 * @param dataplane the proxies of the mesh whose {@link MeshSpans} must be there too,
	 * or {@code null} for none
	 */
	public Expectation(Exchange exchange, @Nullable Dataplane dataplane) {
		this.mesh = (dataplane != null) ? new MeshSpans(exchange.answer(), dataplane) : null;
		this.callers = spanIds(TraceHeader.in(exchange.sent()));
		Set<String> known = new HashSet<>(this.callers);
		for (Hops.Arrival arrival : Hops.arrivals(exchange.answer())) {
			Hop hop = arrival.hop();
			if (Hops.trace(hop) != null && !Boolean.FALSE.equals(hop.sampled())) {
				expectParents(arrival, known);
				if (hop.spanId() != null && known.add(Ids.span(hop.spanId()))) {
					this.expected.add(new Expected(Ids.span(hop.spanId()), hop.service(), false));
				}
			}
		}
	}

	private void expectParents(Hops.Arrival arrival, Set<String> known) {
		Hop hop = arrival.hop();
		Hop before = arrival.from();
		Set<String> sent = (arrival.call() != null) ? spanIds(TraceHeader.in(Hops.sent(arrival.call()))) : Set.of();
		for (TraceHeader header : TraceHeader.in(Hops.received(hop))) {
			if (header.carries(Hops.trace(hop)) && header.spanId() != null && known.add(header.spanId())) {
				this.expected.add((before != null && sent.contains(header.spanId()))
						? new Expected(header.spanId(), before.service(), false)
						: new Expected(header.spanId(), hop.service(), true));
			}
		}
	}

	/**
	 * Whether the store has everything.
	 * @param spans the spans that it has, of all traces of the request
	 * @return whether each expected span is there, and each span's parent
	 */
	public boolean isMetBy(List<Span> spans) {
		return missing(spans).isEmpty() && orphans(spans).isEmpty() && meshFault(spans) == null;
	}

	/**
	 * The first difference from the full trace of a mesh.
	 * @param spans the spans that are there
	 * @return the fault, or {@code null} if there is none or no mesh was expected
	 */
	public @Nullable MeshFault meshFault(List<Span> spans) {
		return (this.mesh != null) ? this.mesh.fault(spans) : null;
	}

	/**
	 * The expected spans that aren't there.
	 * @param spans the spans that are there
	 * @return the missing ones in the order of the hops
	 */
	public List<Expected> missing(List<Span> spans) {
		Set<String> there = spans.stream().map(Span::id).collect(Collectors.toSet());
		return this.expected.stream().filter((span) -> !there.contains(span.id())).toList();
	}

	/**
	 * The spans whose parent isn't there and isn't the caller's.
	 * @param spans the spans that are there
	 * @return the orphans, the earliest first
	 */
	public List<Span> orphans(List<Span> spans) {
		return new SpanTree(spans).orphans()
			.stream()
			.filter((span) -> !this.callers.contains(span.parentId()))
			.toList();
	}

	private static Set<String> spanIds(List<TraceHeader> headers) {
		return headers.stream()
			.filter((header) -> header.spanId() != null)
			.map(TraceHeader::spanId)
			.collect(Collectors.toSet());
	}

	/**
	 * A span that must be there.
	 *
	 * @param id its id in canonical form
	 * @param service the service that made it, or the one that received it from a proxy
	 * @param byProxy whether a proxy before the service made it
	 */
	public record Expected(String id, String service, boolean byProxy) {

	}

}
