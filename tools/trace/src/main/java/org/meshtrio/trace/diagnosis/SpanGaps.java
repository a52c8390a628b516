package org.meshtrio.trace.diagnosis;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.meshtrio.trace.model.Span;
import org.meshtrio.trace.model.SpanRole;
import org.meshtrio.trace.model.SpanTree;

/**
 * What the spans of a request show if its services report nothing themselves.
 */
public final class SpanGaps {

	private final List<Span> spans;

	/**
	 * Takes a trace.
	 * @param spans its spans
	 */
	public SpanGaps(List<Span> spans) {
		this.spans = spans;
	}

	/**
	 * The services that made a span, sent its id to the next hop, and didn't report it.
	 * @param caller the span of the caller, which is never reported
	 * @return their names
	 */
	public Set<String> unreported(String caller) {
		Set<String> services = new LinkedHashSet<>();
		for (Span orphan : new SpanTree(this.spans).orphans()) {
			// An inbound sidecar's parent is the proxy at the other end.
			if (!caller.equals(orphan.parentId()) && "CLIENT".equals(orphan.kind())) {
				services.add(orphan.service());
			}
		}
		return services;
	}

	/**
	 * The hops whose proxies left no span of receiving the request.
	 * @return the hops, each once
	 */
	public List<UnseenHop> unseen() {
		return UnseenProxies.in(this.spans);
	}

	/**
	 * The spans where the trace ends: a sidecar received a request, and sent none in this
	 * trace.
	 * @return the sidecars' spans
	 */
	public List<Span> ends() {
		return this.spans.stream()
			.filter((span) -> is(span, "SERVER") && !SpanRole.of(span).service().equals(SpanRole.GATEWAY))
			.filter((span) -> this.spans.stream()
				.noneMatch((other) -> is(other, "CLIENT") && other.service().equals(span.service())))
			.toList();
	}

	/**
	 * The services that a service called in another trace while it handled the request
	 * where this trace ends. A trace that came in by that service's sidecar belongs to
	 * another request, and doesn't count.
	 * @param end the sidecar's span
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

	private static boolean is(Span span, String kind) {
		return SpanRole.of(span).proxy() && kind.equals(span.kind());
	}

}
