package org.meshtrio.trace.model;

import java.util.Set;

/**
 * Which proxies the requests of a mesh pass, apart from the gateway: a sidecar on each
 * side of a call, or in ambient mode none that makes spans but waypoints.
 *
 * @param ambient the services in ambient mode, which have no sidecar; ztunnel carries
 * their connections, and makes no spans
 * @param waypoints those among them that other services reach through a waypoint
 */
public record Dataplane(Set<String> ambient, Set<String> waypoints) {

	/** Each service has a sidecar. */
	public static final Dataplane SIDECARS = new Dataplane(Set.of(), Set.of());

	/**
	 * Copies the sets.
	 */
	public Dataplane {
		ambient = Set.copyOf(ambient);
		waypoints = Set.copyOf(waypoints);
	}

	/**
	 * The role of a span. Istio files a waypoint's spans under the waypoint or under the
	 * service behind it, depending on its version.
	 * @param span the span
	 * @param sidecars the services that have a sidecar
	 * @return its role
	 */
	SpanRole role(Span span, Set<String> sidecars) {
		SpanRole role = SpanRole.of(span);
		boolean waypoint = !this.ambient.isEmpty() && role.proxy() && !role.service().equals(SpanRole.GATEWAY)
				&& !sidecars.contains(role.service());
		return waypoint ? SpanRole.WAYPOINT : role;
	}

}
