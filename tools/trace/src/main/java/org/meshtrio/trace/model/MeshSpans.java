package org.meshtrio.trace.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.meshtrio.answer.Call;
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
	 * The spans of a full trace.
	 * @param first the answer
	 * @return the roles, each before those below it
	 */
	public static List<SpanRole> expected(Hop first) {
		List<SpanRole> roles = new ArrayList<>();
		collect(full(first), roles);
		return roles;
	}

	private static void collect(Node node, List<SpanRole> roles) {
		roles.add(node.role());
		node.children().forEach((child) -> collect(child, roles));
	}

	private static Node full(Hop first) {
		return new Node(SpanRole.gateway("SERVER"), List.of(new Node(SpanRole.gateway("CLIENT"), List.of(at(first)))));
	}

	private static Node at(Hop hop) {
		// A hop that copies the headers makes no span, so it has no span id.
		boolean spans = hop.spanId() != null;
		List<Node> calls = new ArrayList<>();
		for (Call call : hop.calls()) {
			Node proxy = new Node(SpanRole.sidecar(hop.service(), "CLIENT"),
					(call.next() != null) ? List.of(at(call.next())) : List.of());
			calls.add(spans ? new Node(SpanRole.app(hop.service(), "CLIENT"), List.of(proxy)) : proxy);
		}
		return new Node(SpanRole.sidecar(hop.service(), "SERVER"),
				spans ? List.of(new Node(SpanRole.app(hop.service(), "SERVER"), calls)) : calls);
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
		SpanTree tree = new SpanTree(spans);
		List<Node> roots = Stream.concat(tree.roots().stream(), tree.orphans().stream())
			.map((span) -> actual(tree, span))
			.toList();
		return fault(List.of(full(first)), roots, null);
	}

	private static Node actual(SpanTree tree, Span span) {
		return new Node(SpanRole.of(span), tree.children(span).stream().map((child) -> actual(tree, child)).toList());
	}

	/** Siblings have no order, because any of several calls can start first. */
	private static @Nullable MeshFault fault(List<Node> expected, List<Node> found, @Nullable SpanRole parent) {
		if (expected.isEmpty()) {
			return found.isEmpty() ? null : new MeshFault.Extra(found.get(0).role());
		}
		if (expected.size() == 1 && found.size() != 1) {
			return new MeshFault.NotAlone(expected.get(0).role(), parent);
		}
		if (expected.size() == 1 && !found.get(0).role().equals(expected.get(0).role())) {
			return new MeshFault.Misplaced(found.get(0).role(), expected.get(0).role());
		}
		List<Node> left = new ArrayList<>(found);
		List<Node> unmatched = expected.stream().filter((node) -> !left.remove(node)).toList();
		for (Node node : unmatched) {
			Node other = left.stream()
				.filter((candidate) -> candidate.role().equals(node.role()))
				.findFirst()
				.orElse(null);
			if (other == null) {
				return new MeshFault.Siblings(parent, roles(expected), roles(found));
			}
			left.remove(other);
			MeshFault below = fault(node.children(), other.children(), node.role());
			if (below != null) {
				return below;
			}
		}
		return left.isEmpty() ? null : new MeshFault.Siblings(parent, roles(expected), roles(found));
	}

	private static List<SpanRole> roles(List<Node> nodes) {
		return nodes.stream().map(Node::role).toList();
	}

	/**
	 * A span and the spans below it. The order of siblings doesn't matter for equality.
	 *
	 * @param role what the span stands for
	 * @param children the spans below it
	 */
	private record Node(SpanRole role, List<Node> children) {

		private Node {
			children = children.stream().sorted(Comparator.comparing(Node::toString)).toList();
		}

	}

}
