package org.meshtrio.trace.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.meshtrio.answer.Hop;

/**
 * The spans of a request that came through a gateway, if every hop has a sidecar: two of
 * the gateway (Envoy has made one for each side since Istio 1.28), one of a sidecar at
 * each end of each call, and the applications' own between them if they make any.
 */
public final class MeshSpans {

	private MeshSpans() {
	}

	/**
	 * The full trace of a chain, each span the parent of the next one.
	 * @param first the answer
	 * @return the roles from the root down
	 */
	public static List<SpanRole> expected(Hop first) {
		List<SpanRole> roles = new ArrayList<>(List.of(SpanRole.gateway("SERVER"), SpanRole.gateway("CLIENT")));
		for (Hop hop : Hops.of(first)) {
			// A hop that copies the headers makes no span, so it has no span id.
			boolean spans = hop.spanId() != null;
			roles.add(SpanRole.sidecar(hop.service(), "SERVER"));
			if (spans) {
				roles.add(SpanRole.app(hop.service(), "SERVER"));
			}
			if (hop.call() != null) {
				if (spans) {
					roles.add(SpanRole.app(hop.service(), "CLIENT"));
				}
				roles.add(SpanRole.sidecar(hop.service(), "CLIENT"));
			}
		}
		return roles;
	}

	/**
	 * The spans that aren't there.
	 * @param first the answer
	 * @param spans the spans of its trace
	 * @return the missing ones from the root down, each as often as it is missing
	 */
	public static List<SpanRole> missing(Hop first, List<Span> spans) {
		List<SpanRole> missing = new ArrayList<>(expected(first));
		spans.forEach((span) -> missing.remove(SpanRole.of(span)));
		return missing;
	}

	/**
	 * The first difference from a full trace.
	 * @param first the answer
	 * @param spans the spans of its trace
	 * @return the fault, or {@code null} if the trace is full
	 */
	static @Nullable MeshFault fault(Hop first, List<Span> spans) {
		List<SpanRole> missing = missing(first, spans);
		if (!missing.isEmpty()) {
			return new MeshFault.Missing(missing);
		}
		List<SpanRole> path = path(spans);
		List<SpanRole> expected = expected(first);
		for (int i = 0; i < expected.size(); i++) {
			if (i >= path.size()) {
				return new MeshFault.NotAlone(expected.get(i), (i > 0) ? expected.get(i - 1) : null);
			}
			if (!path.get(i).equals(expected.get(i))) {
				return new MeshFault.Misplaced(path.get(i), expected.get(i));
			}
		}
		return (path.size() == expected.size()) ? null : new MeshFault.Extra(path.get(expected.size()));
	}

	/** The roles from the root down, as far as each span has one child. */
	private static List<SpanRole> path(List<Span> spans) {
		SpanTree tree = new SpanTree(spans);
		List<SpanRole> path = new ArrayList<>();
		List<Span> level = Stream.concat(tree.roots().stream(), tree.orphans().stream()).toList();
		while (level.size() == 1 && path.size() < spans.size()) {
			path.add(SpanRole.of(level.get(0)));
			level = tree.children(level.get(0));
		}
		return path;
	}

}
