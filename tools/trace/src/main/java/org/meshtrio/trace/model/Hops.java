package org.meshtrio.trace.model;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.meshtrio.answer.Call;
import org.meshtrio.answer.Hop;
import org.meshtrio.trace.text.Text;

/**
 * The hops of one answer, which has them nested, in the order in which the request
 * reached them.
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
	 * @return its id in canonical form, or {@code null} where it knows of none
	 */
	public static @Nullable String trace(Hop hop) {
		return (hop.traceId() != null) ? Ids.trace(hop.traceId()) : null;
	}

	/**
	 * What kept the last hop's call from leading to another hop.
	 * @param first the answer
	 * @return a clause, or {@code null} where the last hop made no call
	 */
	public static @Nullable String end(Hop first) {
		List<Hop> hops = of(first);
		Hop last = hops.get(hops.size() - 1);
		Call call = last.call();
		if (call == null) {
			return null;
		}
		String url = Text.safe(call.url());
		if (call.error() != null) {
			return "the call of " + name(last) + " to " + url + " failed (" + clause(call.error())
					+ "), so nothing is known of what comes after it";
		}
		return url + " answered " + call.status() + " to " + name(last)
				+ " with something that is no hop, so nothing is known of what comes after it";
	}

	public static String name(Hop hop) {
		return Text.safe(hop.service());
	}

	private static String clause(String sentence) {
		String safe = Text.safe(sentence);
		return safe.endsWith(".") ? safe.substring(0, safe.length() - 1) : safe;
	}

}
