package org.meshtrio.trace.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.meshtrio.answer.Call;
import org.meshtrio.answer.Hop;
import org.meshtrio.answer.TrioHeaders;
import org.meshtrio.trace.model.Hops;
import org.meshtrio.trace.model.TraceHeader;
import org.meshtrio.trace.text.Text;

/**
 * Finds the places where a hop is in another trace than the one before it, and the header
 * that is to blame: from what arrived at the first, what it sent, and what arrived at the
 * second.
 */
final class BreakFinder {

	private static final String CONSUME = "management.tracing.propagation.consume";

	private static final Map<String, String> FORMATS = Map.of("traceparent", "W3C", "b3", "B3", "x-b3-traceid",
			"B3_MULTI");

	private BreakFinder() {
	}

	/**
	 * Finds the breaks.
	 * @param first the answer
	 * @param sent the headers that the caller sent, by lower-case name
	 * @return the breaks in the order of the hops, none where all are in one trace
	 */
	static List<Break> find(Hop first, Map<String, List<String>> sent) {
		List<Break> breaks = new ArrayList<>();
		List<String> callers = TraceHeader.in(sent)
			.stream()
			.map(TraceHeader::traceId)
			.filter(Objects::nonNull)
			.toList();
		if (!callers.isEmpty() && !callers.contains(Hops.trace(first))) {
			breaks.add(explain(new Sender("the caller", callers.get(0), Map.of(), sent), first));
		}
		for (Hop hop : Hops.of(first)) {
			Call call = hop.call();
			if (call != null && call.next() != null && !Objects.equals(Hops.trace(hop), Hops.trace(call.next()))) {
				breaks.add(explain(
						new Sender(Hops.name(hop), Hops.trace(hop), hop.received().headers(), call.requestHeaders()),
						call.next()));
			}
		}
		return breaks;
	}

	private static Break explain(Sender from, Hop to) {
		return new Break(from.name(), Hops.name(to), reason(from, to));
	}

	private static String reason(Sender from, Hop to) {
		if (from.traceId() == null) {
			return noTrace(from) + ", so trace " + Hops.trace(to) + " begins only at " + Hops.name(to);
		}
		List<TraceHeader> sent = TraceHeader.in(from.sent());
		if (sent.isEmpty()) {
			return nothingSent(from, to);
		}
		List<TraceHeader> good = sent.stream().filter((header) -> header.carries(from.traceId())).toList();
		if (good.isEmpty()) {
			return wrongSent(from, to, sent);
		}
		List<TraceHeader> arrived = TraceHeader.in(to.received().headers());
		if (arrived.isEmpty()) {
			return from.name() + " sent " + names(good) + ", but no trace header arrived at " + Hops.name(to)
					+ ": a proxy between them removed what was sent";
		}
		if (arrived.stream().noneMatch((header) -> header.carries(from.traceId()))) {
			return lostOnTheWay(from, to, good, arrived);
		}
		return notTaken(from.traceId(), to, arrived);
	}

	private static String noTrace(Sender from) {
		List<TraceHeader> arrived = TraceHeader.in(from.arrived());
		if (arrived.isEmpty()) {
			return "no trace header arrived at " + from.name() + " and it makes no spans (mesh.propagation.spans)";
		}
		return from.name() + " is in no trace although " + names(arrived) + " arrived" + malformed(arrived);
	}

	private static String nothingSent(Sender from, Hop to) {
		List<TraceHeader> arrived = TraceHeader.in(from.arrived());
		String what = arrived.isEmpty() ? from.name() + " sent none of " + TraceHeader.NAMES + " to " + Hops.name(to)
				: from.name() + " received " + names(arrived) + " and sent no trace header to " + Hops.name(to);
		boolean asked = from.arrived()
			.getOrDefault(TrioHeaders.FORWARD, List.of())
			.stream()
			.anyMatch((value) -> value.strip().equalsIgnoreCase("off"));
		return what + (asked ? ", because the request asked for it (trio-forward: off)"
				: ": its forwarding is off (mesh.propagation.forward), or its HTTP client is not instrumented");
	}

	private static String wrongSent(Sender from, Hop to, List<TraceHeader> sent) {
		if (sent.stream().allMatch((header) -> header.traceId() == null)) {
			return from.name() + " sent to " + Hops.name(to) + " only " + names(sent) + malformed(sent);
		}
		return from.name() + " is in trace " + from.traceId() + ", but sent to " + Hops.name(to) + " only "
				+ values(sent);
	}

	private static String lostOnTheWay(Sender from, Hop to, List<TraceHeader> good, List<TraceHeader> arrived) {
		String what = from.name() + " sent " + values(good) + ", but at " + Hops.name(to) + " arrived ";
		if (arrived.stream().allMatch((header) -> header.traceId() == null)) {
			return what + names(arrived) + malformed(arrived);
		}
		List<String> replaced = arrived.stream().map(TraceHeader::name).toList();
		List<TraceHeader> unread = good.stream().filter((header) -> !replaced.contains(header.name())).toList();
		return what + values(arrived) + ": a proxy between them began a new trace"
				+ (unread.isEmpty() ? " instead of going on with this one" : ", it does not read " + names(unread));
	}

	private static String notTaken(String trace, Hop to, List<TraceHeader> arrived) {
		List<TraceHeader> right = arrived.stream().filter((header) -> header.carries(trace)).toList();
		List<TraceHeader> taken = arrived.stream().filter((header) -> header.carries(Hops.trace(to))).toList();
		String service = Hops.name(to);
		if (taken.isEmpty()) {
			return values(right) + " arrived at " + service + ", but it "
					+ ((Hops.trace(to) != null) ? "began trace " + Hops.trace(to) : "is in no trace")
					+ ", because it does not read " + names(right) + ": add " + formats(right) + " to its " + CONSUME;
		}
		return "two traces arrived at " + service + ", " + values(right) + " and " + values(taken) + ", and it went by "
				+ names(taken) + ": put " + formats(right) + " before " + formats(taken) + " in its " + CONSUME;
	}

	private static String names(List<TraceHeader> headers) {
		return Text.list(headers.stream().map(TraceHeader::name).distinct().toList());
	}

	private static String formats(List<TraceHeader> headers) {
		return Text.list(headers.stream().map(TraceHeader::name).distinct().map(FORMATS::get).toList());
	}

	/**
	 * Such as {@code trace 4bf9… in b3 and traceparent and trace 0af7… in x-b3-traceid}.
	 */
	private static String values(List<TraceHeader> headers) {
		return Text.list(headers.stream()
			.filter((header) -> header.traceId() != null)
			.map(TraceHeader::traceId)
			.distinct()
			.map((trace) -> "trace " + trace + " in "
					+ names(headers.stream().filter((header) -> header.carries(trace)).toList()))
			.toList());
	}

	private static String malformed(List<TraceHeader> headers) {
		String bad = headers.stream()
			.filter((header) -> header.traceId() == null)
			.map((header) -> header.name() + ": " + Text.safe(header.value()))
			.collect(Collectors.joining("; "));
		return bad.isEmpty() ? "" : ", malformed (" + bad + ")";
	}

	/**
	 * Who sent a request to a hop.
	 *
	 * @param name its name
	 * @param traceId the trace that it is in, or {@code null}
	 * @param arrived the headers that had arrived there
	 * @param sent the headers that it sent on
	 */
	private record Sender(String name, @Nullable String traceId, Map<String, List<String>> arrived,
			Map<String, List<String>> sent) {

	}

}
