package org.meshtrio.trace.model;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.meshtrio.answer.Call;
import org.meshtrio.answer.Hop;

/**
 * The hops of one answer, which nests them, in the order in which the request reached
 * them.
 */
public final class Hops {

	private Hops() {
	}

	/**
	 * The hops in order.
	 * @param first the answer
	 * @return at least the first
	 */
	public static List<Hop> of(Hop first) {
		List<Hop> hops = new ArrayList<>();
		Hop hop = first;
		while (hop != null) {
			hops.add(hop);
			hop = (hop.call() != null) ? hop.call().next() : null;
		}
		return hops;
	}

	/**
	 * The traces that the hops are in.
	 * @param first the answer
	 * @return their ids in canonical form, in order, each once
	 */
	public static Set<String> traces(Hop first) {
		Set<String> traces = new LinkedHashSet<>();
		for (Hop hop : of(first)) {
			String trace = trace(hop);
			if (trace != null) {
				traces.add(trace);
			}
		}
		return traces;
	}

	/**
	 * The trace that a hop is in.
	 * @param hop the hop
	 * @return its id in canonical form, or {@code null} if it isn't in one
	 */
	public static @Nullable String trace(Hop hop) {
		return (hop.traceId() != null) ? Ids.trace(hop.traceId()) : null;
	}

	/**
	 * The last hop of the answer.
	 * @param first the answer
	 * @return the hop, whose call, if it made one, led to no other hop
	 */
	public static Hop last(Hop first) {
		List<Hop> hops = of(first);
		return hops.get(hops.size() - 1);
	}

	/**
	 * The headers that a hop received.
	 * @param hop the hop
	 * @return its request's headers
	 */
	public static Headers received(Hop hop) {
		return new Headers(hop.received().headers());
	}

	/**
	 * The headers that a hop sent.
	 * @param call its call
	 * @return the call's request headers
	 */
	public static Headers sent(Call call) {
		return new Headers(call.requestHeaders());
	}

}
