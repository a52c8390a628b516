package org.meshtrio.mesh.doctor;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.meshtrio.answer.Hop;
import org.meshtrio.mesh.doctor.finding.Finding;
import org.meshtrio.mesh.doctor.finding.FindingText;
import org.meshtrio.mesh.doctor.finding.Format.NotRead;
import org.meshtrio.mesh.doctor.finding.Format.NotReadByProxies;
import org.meshtrio.mesh.doctor.finding.Format.StaleContextFirst;
import org.meshtrio.mesh.doctor.finding.Forwarding.NotForwarded;
import org.meshtrio.mesh.doctor.finding.Instance;
import org.meshtrio.mesh.doctor.finding.NoSpans.NoneInStore;
import org.meshtrio.mesh.doctor.finding.NoSpans.ProxiesMissing;
import org.meshtrio.mesh.doctor.finding.Reporting.HopNotReporting;
import org.meshtrio.mesh.istio.ProxyFormat;
import org.meshtrio.mesh.tracing.MeshState;
import org.meshtrio.trace.diagnosis.Break;
import org.meshtrio.trace.diagnosis.Diagnosis;
import org.meshtrio.trace.model.Exchange;
import org.meshtrio.trace.model.Hops;
import org.meshtrio.trace.model.Ids;
import org.meshtrio.trace.model.MeshSpans;
import org.meshtrio.trace.model.Span;
import org.meshtrio.trace.model.SpanRole;
import org.meshtrio.trace.model.TraceHeader;

/**
 * What a chain of the trio shows about a probe: each hop's own report of what arrived and
 * what it sent.
 */
final class HopCheck {

	private final MeshState state;

	HopCheck(MeshState state) {
		this.state = state;
	}

	/**
	 * The places where the trace broke.
	 * @param exchange the probe and its answer
	 * @return a finding for each
	 */
	List<Finding> breaks(Exchange exchange) {
		return Diagnosis.withoutStore(exchange, "").breaks().stream().map(this::finding).toList();
	}

	private Finding finding(Break broken) {
		Hop from = broken.from();
		Hop to = broken.to();
		boolean arrived = broken instanceof Break.NotRead || broken instanceof Break.TwoContexts;
		if (arrived || from == null) {
			return new NotRead(broken, Instance.of(to),
					Objects.requireNonNullElse(this.state.format(), ProxyFormat.B3_AND_W3C), consumeIsSet(to));
		}
		boolean sent = broken instanceof Break.RemovedByProxy || broken instanceof Break.MalformedByProxy
				|| broken instanceof Break.ReplacedByProxy;
		return sent ? new NotReadByProxies(broken, Instance.of(from), Instance.of(to)) : new NotForwarded(broken,
				Instance.of(from), this.state.variable(from.pod(), FindingText.FORWARD) != null);
	}

	/**
	 * Whether a hop reads a context that the proxies don't renew.
	 * @param first the answer
	 * @param stale the context that was sent in these headers
	 * @return the finding about the first such hop, since the hops after it received that
	 * context from it
	 */
	List<Finding> stale(Hop first, ProbeContext stale) {
		String trace = Ids.trace(stale.traceId());
		ProxyFormat format = this.state.format();
		if (format == null) {
			return List.of();
		}
		return Hops.of(first)
			.stream()
			.filter((hop) -> trace.equals(Hops.trace(hop)))
			.findFirst()
			.<Finding>map((hop) -> new StaleContextFirst(Instance.of(hop),
					TraceHeader.in(Hops.received(hop))
						.stream()
						.filter((header) -> header.carries(trace))
						.map(TraceHeader::name)
						.distinct()
						.toList(),
					format, consumeIsSet(hop)))
			.map(List::of)
			.orElse(List.of());
	}

	/**
	 * The spans that aren't in the store.
	 * @param first the answer
	 * @param spans those that are there
	 * @param gateway whether the request came in by the gateway
	 * @param store what the store is called
	 * @return the findings
	 */
	List<Finding> missing(Hop first, List<Span> spans, boolean gateway, String store) {
		List<SpanRole> missing = MeshSpans.missing(first, spans)
			.stream()
			.filter((role) -> gateway || !role.service().equals(SpanRole.GATEWAY))
			.toList();
		List<Finding> findings = new ArrayList<>();
		Set<String> proxies = new LinkedHashSet<>();
		missing.stream().filter(SpanRole::proxy).forEach((role) -> proxies.add(role.service()));
		if (!proxies.isEmpty()) {
			boolean all = spans.stream().noneMatch((span) -> SpanRole.of(span).proxy());
			findings.add(all ? new NoneInStore(store, this.state.providersInUse(), true)
					: new ProxiesMissing(List.copyOf(proxies), store, this.state.providersInUse()));
		}
		for (Hop hop : Hops.of(first)) {
			if (missing.stream().anyMatch((role) -> !role.proxy() && role.service().equals(hop.service()))) {
				findings.add(new HopNotReporting(Instance.of(hop), store,
						this.state.variable(hop.pod(), FindingText.ENDPOINT)));
			}
		}
		// A fork can reach one pod twice.
		return findings.stream().distinct().toList();
	}

	private boolean consumeIsSet(Hop hop) {
		return this.state.variable(hop.pod(), FindingText.CONSUME) != null;
	}

}
