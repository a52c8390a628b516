package org.meshtrio.trace.model;

/**
 * The part that a span plays in the trace of a mesh, whatever its ids: who made it, and
 * for which end of a call.
 *
 * @param service the service, without its namespace; {@link #GATEWAY} for any proxy that
 * isn't a sidecar
 * @param proxy whether a proxy made it, rather than the application
 * @param kind {@code SERVER} for a call that was received, {@code CLIENT} for one that
 * was made
 */
public record SpanRole(String service, boolean proxy, String kind) {

	/** Stands for the service of a gateway. */
	public static final String GATEWAY = "gateway";

	/** The spans of a waypoint, which stands for one call whatever their number. */
	public static final SpanRole WAYPOINT = new SpanRole("waypoint", true, "");

	/**
	 * The role of a span.
	 * @param span the span
	 * @return its role; Envoy marks its spans with {@code component=proxy}, and a gateway
	 * is a proxy whose name contains {@code gateway}
	 */
	public static SpanRole of(Span span) {
		boolean proxy = "proxy".equals(span.tags().get("component"));
		String kind = (span.kind() != null) ? span.kind() : "LOCAL";
		if (!proxy) {
			return new SpanRole(span.service(), false, kind);
		}
		int dot = span.service().indexOf('.');
		String name = (dot > 0) ? span.service().substring(0, dot) : span.service();
		return new SpanRole(name.contains(GATEWAY) ? GATEWAY : name, true, kind);
	}

	static SpanRole gateway(String kind) {
		return new SpanRole(GATEWAY, true, kind);
	}

	static SpanRole sidecar(String service, String kind) {
		return new SpanRole(service, true, kind);
	}

	static SpanRole app(String service, String kind) {
		return new SpanRole(service, false, kind);
	}

	/**
	 * The role in words.
	 * @return such as {@code service1's sidecar SERVER}
	 */
	@Override
	public String toString() {
		if (equals(WAYPOINT)) {
			return "waypoint";
		}
		if (this.service.equals(GATEWAY)) {
			return "gateway " + this.kind;
		}
		return this.service + (this.proxy ? "'s sidecar " : " ") + this.kind;
	}

}
