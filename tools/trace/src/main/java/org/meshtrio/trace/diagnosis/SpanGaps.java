package org.meshtrio.trace.diagnosis;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.meshtrio.trace.model.Span;
import org.meshtrio.trace.model.SpanRole;
import org.meshtrio.trace.model.SpanTree;

/**
 * What the spans of a request show if there is nothing else to look at: the spans of the
 * sidecars, or if there are none, those of the services themselves.
 */
public final class SpanGaps {

	private final List<Span> spans;

	private final boolean sidecars;

	/**
	 * Takes a trace.
	 * @param spans its spans
	 */
	public SpanGaps(List<Span> spans) {
		this.spans = spans;
		this.sidecars = spans.stream().anyMatch((span) -> SpanRole.of(span).proxy() && !isGateway(span));
	}

	/**
	 * The spans that a service made, of which it sent the id to the next hop, and that it
	 * didn't report.
	 * @param caller the span of the caller, which is never reported
	 * @return the spans below them
	 */
	public List<Span> belowUnreported(String caller) {
		// An inbound sidecar's parent is the proxy at the other end.
		return new SpanTree(this.spans).orphans()
			.stream()
			.filter((orphan) -> !caller.equals(orphan.parentId()) && "CLIENT".equals(orphan.kind()))
			.toList();
	}

	/**
	 * The services that made a span, sent its id to the next hop, and didn't report it.
	 * @param caller the span of the caller, which is never reported
	 * @return their names
	 */
	public Set<String> unreported(String caller) {
		return belowUnreported(caller).stream().map(Span::service).collect(Collectors.toCollection(LinkedHashSet::new));
	}

	/**
	 * Whether a service behind the gateway sent a call in this trace.
	 * @return whether a span shows it
	 */
	public boolean hasCall() {
		return this.spans.stream().anyMatch((span) -> is(span, "CLIENT") && !isGateway(span));
	}

	/**
	 * Whether sidecars left spans, which give the context that arrives a new span id.
	 * @return whether there are any
	 */
	public boolean hasSidecars() {
		return this.sidecars;
	}

	/**
	 * The hops whose proxies left no span of receiving the request.
	 * @return the hops, each once
	 */
	public List<UnseenHop> unseen() {
		return UnseenProxies.in(this.spans);
	}

	/**
	 * The spans where the trace ends: a service received a request, and sent none in this
	 * trace.
	 * @return the spans of receiving it
	 */
	public List<Span> ends() {
		return this.spans.stream()
			.filter((span) -> is(span, "SERVER") && !isGateway(span))
			.filter((span) -> this.spans.stream()
				.noneMatch((other) -> is(other, "CLIENT") && other.service().equals(span.service())))
			.toList();
	}

	/**
	 * The services that a service called in another trace while it handled the request
	 * where this trace ends. A trace in which that service received a request belongs to
	 * another request, and doesn't count.
	 * @param end the span where the trace ends
	 * @param recent the spans of its service's traces
	 * @return the names of the services, or of the call if the called service left no
	 * span
	 */
	public Set<String> calledElsewhere(Span end, List<Span> recent) {
		Set<String> called = new LinkedHashSet<>();
		for (Span call : recent) {
			if (is(call, "CLIENT") && call.service().equals(end.service()) && !call.traceId().equals(end.traceId())
					&& call.timestamp() >= end.timestamp() && call.timestamp() <= end.timestamp() + end.duration()) {
				List<Span> trace = recent.stream().filter((span) -> span.traceId().equals(call.traceId())).toList();
				if (trace.stream().noneMatch((span) -> is(span, "SERVER") && span.service().equals(end.service()))) {
					called.add(trace.stream()
						.filter((span) -> is(span, "SERVER") && Objects.equals(span.parentId(), call.id()))
						.map(Span::service)
						.findFirst()
						.orElse(call.name()));
				}
			}
		}
		return called;
	}

	/** Without sidecars, the services' own spans count, but not those of databases. */
	private boolean is(Span span, String kind) {
		boolean counts = this.sidecars ? SpanRole.of(span).proxy()
				: span.tags().keySet().stream().noneMatch((tag) -> tag.startsWith("db."));
		return counts && kind.equals(span.kind());
	}

	private static boolean isGateway(Span span) {
		SpanRole role = SpanRole.of(span);
		return role.proxy() && role.service().equals(SpanRole.GATEWAY);
	}

}
