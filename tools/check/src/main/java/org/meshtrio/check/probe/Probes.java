package org.meshtrio.check.probe;

import java.util.List;

import org.meshtrio.tracecontext.TraceHeaders;

/**
 * The kinds of request that rules of several topics need.
 */
public final class Probes {

	/** No trace context. */
	public static final Probe PLAIN = Probe.get("no trace context", (ids) -> List.of());

	/** A sampled W3C context. */
	public static final Probe W3C = Probe.get("traceparent",
			(ids) -> List.of(new Line(TraceHeaders.TRACEPARENT, ids.traceparent("01"))));

	/** A sampled context in several B3 headers. */
	public static final Probe B3_MULTI = Probe.get("x-b3-traceid",
			(ids) -> List.of(new Line(TraceHeaders.B3_TRACE_ID, ids.traceId()),
					new Line(TraceHeaders.B3_SPAN_ID, ids.spanId()), new Line(TraceHeaders.B3_SAMPLED, "1")));

	/** W3C and B3 with the same context, sampled. */
	public static final Probe BOTH = Probe.get("traceparent and x-b3-traceid of the same trace",
			(ids) -> both(ids, "1"));

	private Probes() {
	}

	/**
	 * The same context in W3C and in B3.
	 * @param ids the ids
	 * @param decision 0 or 1
	 * @return the lines
	 */
	public static List<Line> both(Ids ids, String decision) {
		return List.of(new Line(TraceHeaders.TRACEPARENT, ids.traceparent("0" + decision)),
				new Line(TraceHeaders.B3_TRACE_ID, ids.traceId()), new Line(TraceHeaders.B3_SPAN_ID, ids.spanId()),
				new Line(TraceHeaders.B3_SAMPLED, decision));
	}

}
