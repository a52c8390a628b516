package org.meshtrio.trace.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.meshtrio.answer.Hop;
import org.meshtrio.trace.text.Text;

/**
 * The spans that a request leaves where every hop has a sidecar and the request came in
 * by a gateway: two of the gateway (Envoy has made one for each side since Istio 1.28),
 * one of a sidecar at each end of each call, and the applications' own between them where
 * they make any.
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
			// A hop that copies the headers makes no span and so knows of none.
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
	 * What a full trace has and this one has not.
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
	 * What is wrong with the spans as those of a mesh.
	 * @param first the answer
	 * @param spans the spans of its trace
	 * @return a clause, or {@code null} where the trace is full
	 */
	static @Nullable String fault(Hop first, List<Span> spans) {
		List<SpanRole> missing = missing(first, spans);
		if (!missing.isEmpty()) {
			SpanRole role = missing.get(0);
			return Text.list(missing.stream().map(SpanRole::toString).toList())
					+ ((missing.size() == 1) ? " is" : " are") + " missing: " + reason(role, missing);
		}
		List<SpanRole> path = path(spans);
		List<SpanRole> expected = expected(first);
		for (int i = 0; i < expected.size(); i++) {
			if (i >= path.size()) {
				String place = (i == 0) ? "root" : "span below " + expected.get(i - 1);
				return "there is not one " + place + ", where only " + expected.get(i) + " should be";
			}
			if (!path.get(i).equals(expected.get(i))) {
				return path.get(i) + " is where " + expected.get(i) + " should be";
			}
		}
		return (path.size() == expected.size()) ? null
				: "there is a span too many, " + path.get(expected.size()) + " at its end";
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

	private static String reason(SpanRole role, List<SpanRole> missing) {
		if (!role.proxy()) {
			return "the application of " + role.service() + " made no such span, or does not report it"
					+ " (management.tracing.export.zipkin.endpoint)";
		}
		if (role.service().equals(SpanRole.GATEWAY)) {
			return missing.contains(SpanRole.gateway("CLIENT"))
					? "the request did not come by a gateway, or the gateway does not trace (./trio doctor)"
					: "the gateway did not report it";
		}
		return "the sidecar of " + role.service()
				+ " did not report it, or the pod has no sidecar (kubectl get pods shows 2/2 where it has)";
	}

}
