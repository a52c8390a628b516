package org.meshtrio.trace.diagnosis;

import java.util.List;

import org.meshtrio.trace.model.Dataplane;
import org.meshtrio.trace.model.Span;
import org.meshtrio.trace.model.SpanRole;

/**
 * What the spans of several equal requests show about the services behind a mesh's
 * proxies. A fault counts if each of the requests shows it.
 *
 * @param spans the spans of the first request
 * @param splits the services that don't forward the context
 * @param unreported the services that make spans, which the store doesn't have
 * @param unseen the hops whose proxies left no span
 */
public record SpanEvidence(List<Span> spans, List<SpanSplit> splits, List<String> unreported, List<UnseenHop> unseen) {

	/**
	 * Copies the lists.
	 */
	public SpanEvidence {
		spans = List.copyOf(spans);
		splits = List.copyOf(splits);
		unreported = List.copyOf(unreported);
		unseen = List.copyOf(unseen);
	}

	public boolean isWhole() {
		return this.splits.isEmpty() && this.unreported.isEmpty() && this.unseen.isEmpty();
	}

	/**
	 * Whether no service left a span.
	 * @return whether all are spans of the gateway
	 */
	public boolean isOnlyGateway() {
		return this.spans.stream().allMatch((span) -> SpanRole.of(span).service().equals(SpanRole.GATEWAY));
	}

	/**
	 * The evidence of a mesh whose services don't all have a sidecar.
	 * @param dataplane the proxies of the mesh
	 * @return the same without the services in ambient mode among {@code unseen}
	 */
	public SpanEvidence with(Dataplane dataplane) {
		return new SpanEvidence(this.spans, this.splits, this.unreported,
				this.unseen.stream().filter((hop) -> !dataplane.ambient().contains(hop.service())).toList());
	}

}
