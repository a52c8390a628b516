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
	 * The hops in order, each before those that it called.
	 * @param first the answer
	 * @return at least the first
	 */
	public static List<Hop> of(Hop first) {
		return arrivals(first).stream().map(Arrival::hop).toList();
	}

	/**
	 * The hops in order, each with the call that led to it.
	 * @param first the answer
	 * @return at least the first, which was called from outside
	 */
	public static List<Arrival> arrivals(Hop first) {
		List<Arrival> arrivals = new ArrayList<>();
		arrive(new Arrival(null, null, first), arrivals);
		return arrivals;
	}

	private static void arrive(Arrival arrival, List<Arrival> arrivals) {
		arrivals.add(arrival);
		for (Call call : arrival.hop().calls()) {
			if (call.next() != null) {
				arrive(new Arrival(arrival.hop(), call, call.next()), arrivals);
			}
		}
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
	 * The namespaces that the hops are in.
	 * @param first the answer
	 * @return their names as the hops give them, each once
	 */
	public static Set<String> namespaces(Hop first) {
		Set<String> namespaces = new LinkedHashSet<>();
		for (Hop hop : of(first)) {
			if (hop.namespace() != null) {
				namespaces.add(hop.namespace());
			}
		}
		return namespaces;
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

	/**
	 * A hop, and how the request got there.
	 *
	 * @param from the hop that called it, or {@code null} for the first
	 * @param call the call that led to it, or {@code null} for the first
	 * @param hop the hop
	 */
	public record Arrival(@Nullable Hop from, @Nullable Call call, Hop hop) {

	}

}
