package org.meshtrio.trace.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.meshtrio.answer.Call;
import org.meshtrio.answer.Hop;
import org.meshtrio.answer.TrioHeaders;
import org.meshtrio.trace.model.Exchange;
import org.meshtrio.trace.model.Headers;
import org.meshtrio.trace.model.Hops;
import org.meshtrio.trace.model.TraceHeader;

/**
 * Finds where a hop is in another trace than the one before it, and why: from the headers
 * that the first received, those that it sent, and those that the second received.
 */
final class BreakFinder {

	private BreakFinder() {
	}

	/**
	 * Finds the breaks.
	 * @param exchange the request and its answer
	 * @return the breaks in the order of the hops, empty if all are in one trace
	 */
	static List<Break> find(Exchange exchange) {
		List<Break> breaks = new ArrayList<>();
		Hop first = exchange.answer();
		List<String> callers = TraceHeader.in(exchange.sent())
			.stream()
			.map(TraceHeader::traceId)
			.filter(Objects::nonNull)
			.toList();
		if (!callers.isEmpty() && !callers.contains(Hops.trace(first))) {
			breaks.add(explain(new Sender(null, callers.get(0), Headers.NONE, exchange.sent()), first));
		}
		for (Hops.Arrival arrival : Hops.arrivals(first)) {
			Hop from = arrival.from();
			Call call = arrival.call();
			if (from != null && call != null && !Objects.equals(Hops.trace(from), Hops.trace(arrival.hop()))) {
				breaks.add(explain(new Sender(from, Hops.trace(from), Hops.received(from), Hops.sent(call)),
						arrival.hop()));
			}
		}
		return breaks;
	}

	private static Break explain(Sender from, Hop to) {
		Hop hop = from.hop();
		if (from.traceId() == null) {
			return new Break.NoTraceBefore(hop, to, TraceHeader.in(from.received()));
		}
		List<TraceHeader> sent = TraceHeader.in(from.sent());
		if (sent.isEmpty()) {
			return new Break.NothingSent(hop, to, TraceHeader.in(from.received()), asked(from.received()));
		}
		if (allMalformed(sent)) {
			return new Break.MalformedSent(hop, to, sent);
		}
		List<TraceHeader> good = carrying(from.traceId(), sent);
		return good.isEmpty() ? new Break.WrongSent(hop, to, from.traceId(), sent)
				: afterSending(hop, from.traceId(), good, to);
	}

	private static Break afterSending(@Nullable Hop from, String traceId, List<TraceHeader> sent, Hop to) {
		List<TraceHeader> arrived = TraceHeader.in(Hops.received(to));
		if (arrived.isEmpty()) {
			return new Break.RemovedByProxy(from, to, sent);
		}
		if (allMalformed(arrived)) {
			return new Break.MalformedByProxy(from, to, sent, arrived);
		}
		List<TraceHeader> right = carrying(traceId, arrived);
		if (right.isEmpty()) {
			return new Break.ReplacedByProxy(from, to, sent, arrived);
		}
		List<TraceHeader> used = carrying(Hops.trace(to), arrived);
		return used.isEmpty() ? new Break.NotRead(from, to, right) : new Break.TwoContexts(from, to, right, used);
	}

	private static boolean asked(Headers received) {
		return received.values(TrioHeaders.FORWARD).stream().anyMatch((value) -> value.strip().equalsIgnoreCase("off"));
	}

	private static boolean allMalformed(List<TraceHeader> headers) {
		return headers.stream().allMatch((header) -> header.traceId() == null);
	}

	private static List<TraceHeader> carrying(@Nullable String trace, List<TraceHeader> headers) {
		return headers.stream().filter((header) -> header.carries(trace)).toList();
	}

	/**
	 * The side of a call that sent a request to a hop.
	 *
	 * @param hop the hop, or {@code null} for the caller of the chain
	 * @param traceId the trace that it is in, or {@code null}
	 * @param received the headers that it received
	 * @param sent the headers that it sent
	 */
	private record Sender(@Nullable Hop hop, @Nullable String traceId, Headers received, Headers sent) {

	}

}
