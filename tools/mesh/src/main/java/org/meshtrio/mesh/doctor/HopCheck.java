package org.meshtrio.mesh.doctor;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.meshtrio.answer.Call;
import org.meshtrio.answer.Hop;
import org.meshtrio.mesh.doctor.finding.Finding;
import org.meshtrio.mesh.doctor.finding.FindingText;
import org.meshtrio.mesh.doctor.finding.Format.NotRead;
import org.meshtrio.mesh.doctor.finding.Format.NotReadByProxies;
import org.meshtrio.mesh.doctor.finding.Format.StaleContextFirst;
import org.meshtrio.mesh.doctor.finding.Forwarding.NotForwarded;
import org.meshtrio.mesh.doctor.finding.Instance;
import org.meshtrio.mesh.doctor.finding.Reporting.HopNotReporting;
import org.meshtrio.mesh.istio.ProxyFormat;
import org.meshtrio.mesh.tracing.MeshState;
import org.meshtrio.trace.diagnosis.Break;
import org.meshtrio.trace.diagnosis.Diagnosis;
import org.meshtrio.trace.diagnosis.UnseenHop;
import org.meshtrio.trace.model.Exchange;
import org.meshtrio.trace.model.Hops;
import org.meshtrio.trace.model.Ids;
import org.meshtrio.trace.model.MeshSpans;
import org.meshtrio.trace.model.ProbeContext;
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
	 * The hops whose proxies' spans aren't in the store.
	 * @param first the answer
	 * @param spans those that are there
	 * @param gateway whether the request came in by the gateway
	 * @return the hops
	 */
	Set<UnseenHop> unseen(Hop first, List<Span> spans, boolean gateway) {
		List<SpanRole> missing = new MeshSpans(first, this.state.ambient().dataplane()).missing(spans);
		Set<UnseenHop> hops = new LinkedHashSet<>();
		if (gateway && missing.stream().anyMatch((role) -> role.service().equals(SpanRole.GATEWAY))) {
			hops.add(new UnseenHop(SpanRole.GATEWAY, "", false));
		}
		if (missing.contains(SpanRole.WAYPOINT)) {
			hops.add(new UnseenHop(SpanRole.WAYPOINT.service(), "", false));
		}
		for (Hop hop : Hops.of(first)) {
			// If the receiver made no span, it is to blame for that of the caller, too.
			boolean calledUnseen = hop.calls()
				.stream()
				.map(Call::next)
				.anyMatch((next) -> next != null && isMissing(missing, next, "SERVER"));
			if (isMissing(missing, hop, "SERVER") || (isMissing(missing, hop, "CLIENT") && !calledUnseen)) {
				hops.add(new UnseenHop(hop.service(), Objects.requireNonNullElse(hop.namespace(), ""), false));
			}
		}
		return hops;
	}

	/**
	 * The hops whose own spans aren't in the store.
	 * @param first the answer
	 * @param spans those that are there
	 * @param store what the store is called
	 * @return a finding for each
	 */
	List<Finding> unreported(Hop first, List<Span> spans, String store) {
		List<SpanRole> missing = new MeshSpans(first, this.state.ambient().dataplane()).missing(spans);
		return Hops.of(first)
			.stream()
			.filter((hop) -> missing.stream().anyMatch((role) -> !role.proxy() && role.service().equals(hop.service())))
			.<Finding>map((hop) -> new HopNotReporting(Instance.of(hop), store,
					this.state.variable(hop.pod(), FindingText.ENDPOINT)))
			// A fork can reach one pod twice.
			.distinct()
			.toList();
	}

	private static boolean isMissing(List<SpanRole> missing, Hop hop, String kind) {
		return missing.contains(new SpanRole(hop.service(), true, kind));
	}

	private boolean consumeIsSet(Hop hop) {
		return this.state.variable(hop.pod(), FindingText.CONSUME) != null;
	}

}
