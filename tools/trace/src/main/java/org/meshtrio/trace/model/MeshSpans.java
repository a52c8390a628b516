package org.meshtrio.trace.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.meshtrio.answer.Call;
import org.meshtrio.answer.Hop;

/**
 * The spans of a request that came through a gateway: two of the gateway (Envoy has made
 * one for each side since Istio 1.28), one of a sidecar at each end of each call, and the
 * applications' own between them if they make any. In ambient mode there are no sidecars,
 * and a waypoint is between the ends of a call to a service that uses one.
 */
public final class MeshSpans {

	private final Hop first;

	private final Dataplane dataplane;

	private final Set<String> sidecars = new LinkedHashSet<>();

	/**
	 * Reads the answer.
	 * @param first the answer
	 * @param dataplane the proxies of its hops
	 */
	public MeshSpans(Hop first, Dataplane dataplane) {
		this.first = first;
		this.dataplane = dataplane;
		Hops.of(first).forEach((hop) -> this.sidecars.add(hop.service()));
		this.sidecars.removeAll(dataplane.ambient());
	}

	/**
	 * The spans of a full trace.
	 * @return the roles, each before those below it
	 */
	public List<SpanRole> expected() {
		List<SpanRole> roles = new ArrayList<>();
		collect(full(), roles);
		return roles;
	}

	private static void collect(Node node, List<SpanRole> roles) {
		roles.add(node.role());
		node.children().forEach((child) -> collect(child, roles));
	}

	private Node full() {
		return new Node(SpanRole.gateway("SERVER"), List.of(new Node(SpanRole.gateway("CLIENT"), at(this.first))));
	}

	/** Without a sidecar and spans of its own, a hop's calls are where it would be. */
	private List<Node> at(Hop hop) {
		boolean sidecar = this.sidecars.contains(hop.service());
		// A hop that copies the headers makes no span, so it has no span id.
		boolean spans = hop.spanId() != null;
		List<Node> calls = new ArrayList<>();
		for (Call call : hop.calls()) {
			List<Node> below = (call.next() != null) ? called(call.next()) : List.of();
			below = sidecar ? List.of(new Node(SpanRole.sidecar(hop.service(), "CLIENT"), below)) : below;
			calls.addAll(spans ? List.of(new Node(SpanRole.app(hop.service(), "CLIENT"), below)) : below);
		}
		List<Node> own = spans ? List.of(new Node(SpanRole.app(hop.service(), "SERVER"), calls)) : calls;
		return sidecar ? List.of(new Node(SpanRole.sidecar(hop.service(), "SERVER"), own)) : own;
	}

	private List<Node> called(Hop hop) {
		return this.dataplane.waypoints().contains(hop.service()) ? List.of(new Node(SpanRole.WAYPOINT, at(hop)))
				: at(hop);
	}

	/**
	 * The spans that aren't there.
	 * @param spans the spans of its trace
	 * @return the missing ones from the root down, each as often as it is missing
	 */
	public List<SpanRole> missing(List<Span> spans) {
		List<SpanRole> missing = new ArrayList<>(expected());
		SpanTree tree = new SpanTree(spans);
		for (Span span : spans) {
			Span parent = (span.parentId() != null) ? tree.find(span.parentId()) : null;
			// Both spans of a waypoint, if it makes two, count as one.
			if (parent == null || !(isWaypoint(span) && isWaypoint(parent))) {
				missing.remove(this.dataplane.role(span, this.sidecars));
			}
		}
		return missing;
	}

	private boolean isWaypoint(Span span) {
		return this.dataplane.role(span, this.sidecars).equals(SpanRole.WAYPOINT);
	}

	/**
	 * The first difference from a full trace.
	 * @param spans the spans of its trace
	 * @return the fault, or {@code null} if the trace is full
	 */
	@Nullable MeshFault fault(List<Span> spans) {
		List<SpanRole> missing = missing(spans);
		if (!missing.isEmpty()) {
			return new MeshFault.Missing(missing);
		}
		SpanTree tree = new SpanTree(spans);
		List<Node> roots = Stream.concat(tree.roots().stream(), tree.orphans().stream())
			.map((span) -> actual(tree, span))
			.toList();
		return fault(List.of(full()), roots, null);
	}

	private Node actual(SpanTree tree, Span span) {
		SpanRole role = this.dataplane.role(span, this.sidecars);
		List<Node> children = tree.children(span).stream().map((child) -> actual(tree, child)).toList();
		return new Node(role, role.equals(SpanRole.WAYPOINT) ? withoutWaypoints(children) : children);
	}

	/** Calls from the gateway pass a waypoint only if the service asks for it. */
	private static List<Node> withoutWaypoints(List<Node> nodes) {
		return nodes.stream()
			.flatMap((node) -> node.role().equals(SpanRole.WAYPOINT) ? withoutWaypoints(node.children()).stream()
					: Stream.of(node))
			.toList();
	}

	/** Siblings have no order, because any of several calls can start first. */
	private static @Nullable MeshFault fault(List<Node> expected, List<Node> all, @Nullable SpanRole parent) {
		List<Node> found = expected.stream().anyMatch((node) -> node.role().equals(SpanRole.WAYPOINT)) ? all
				: withoutWaypoints(all);
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
