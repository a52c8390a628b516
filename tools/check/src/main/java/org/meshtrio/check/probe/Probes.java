package org.meshtrio.check.probe;

import java.util.ArrayList;
import java.util.List;

import org.meshtrio.trace.model.Headers;
import org.meshtrio.tracecontext.TraceHeaders;

/**
 * The kinds of request that rules of several topics need.
 */
public final class Probes {

	/** No trace context. */
	public static final Probe PLAIN = Probe.get("no trace context", (ids) -> List.of());

	/** A sampled W3C context. */
	public static final Probe W3C = Probe.get(TraceHeaders.TRACEPARENT, (ids) -> lines(ids.context().traceparent()));

	/** A sampled context in several B3 headers. */
	public static final Probe B3_MULTI = Probe.get(TraceHeaders.B3_TRACE_ID, (ids) -> lines(ids.context().xB3()));

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
		return lines(ids.context()
			.all()
			.with(TraceHeaders.TRACEPARENT, ids.traceparent("0" + decision))
			.with(TraceHeaders.B3_SAMPLED, decision));
	}

	/**
	 * Headers as lines.
	 * @param headers the headers
	 * @return the lines, in order
	 */
	public static List<Line> lines(Headers headers) {
		List<Line> lines = new ArrayList<>();
		headers.forEach((name, value) -> lines.add(new Line(name, value)));
		return lines;
	}

}
