package org.meshtrio.mesh.doctor;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.meshtrio.answer.Hop;
import org.meshtrio.mesh.istio.ProxyFormat;
import org.meshtrio.mesh.tracing.MeshState;
import org.meshtrio.trace.diagnosis.Break;
import org.meshtrio.trace.diagnosis.Diagnosis;
import org.meshtrio.trace.model.Exchange;
import org.meshtrio.trace.model.Headers;
import org.meshtrio.trace.model.Hops;
import org.meshtrio.trace.model.Ids;
import org.meshtrio.trace.model.MeshSpans;
import org.meshtrio.trace.model.Span;
import org.meshtrio.trace.model.SpanRole;
import org.meshtrio.trace.model.TraceHeader;
import org.meshtrio.trace.report.BreakText;
import org.meshtrio.trace.text.Text;

/**
 * What a chain of the trio tells about a probe: each hop's own account of what arrived
 * and what it sent.
 */
final class HopCheck {

	private static final String CONSUME = "MANAGEMENT_TRACING_PROPAGATION_CONSUME";

	private static final String ENDPOINT = "MANAGEMENT_TRACING_EXPORT_ZIPKIN_ENDPOINT";

	private static final String FORWARD = "MESH_PROPAGATION_FORWARD";

	private final MeshState state;

	private final @Nullable ProxyFormat format;

	HopCheck(MeshState state, @Nullable ProxyFormat format) {
		this.state = state;
		this.format = format;
	}

	/**
	 * The places where the trace broke.
	 * @param first the answer
	 * @param sent the headers of the probe, by lower-case name
	 * @param traceId its trace
	 * @return a finding for each
	 */
	List<Finding> breaks(Hop first, Map<String, List<String>> sent, String traceId) {
		List<Finding> findings = new ArrayList<>();
		for (Break broken : Diagnosis.withoutStore(new Exchange(new Headers(sent), first), "").breaks()) {
			Hop before = broken.from();
			findings
				.add(finding(broken, before, broken.to(), (before != null) ? Hops.trace(before) : Ids.trace(traceId)));
		}
		return findings;
	}

	private Finding finding(Break broken, @Nullable Hop from, Hop to, @Nullable String traceId) {
		String what = "the trace breaks between " + BreakText.from(broken) + " and " + BreakText.to(broken) + ": "
				+ BreakText.reason(broken);
		boolean arrived = TraceHeader.in(Hops.received(to)).stream().anyMatch((header) -> header.carries(traceId));
		if (arrived || from == null) {
			return new Finding(Cause.FORMAT, what, place(to), consume(to));
		}
		boolean sent = from.call() != null
				&& TraceHeader.in(Hops.sent(from.call())).stream().anyMatch((header) -> header.carries(traceId));
		if (sent) {
			return new Finding(Cause.FORMAT, what, "the proxies between " + place(from) + " and " + place(to),
					"use a provider that reads what the services write (traceContextOption:"
							+ " USE_B3_WITH_W3C_PROPAGATION of a zipkin provider reads and writes both)");
		}
		return new Finding(Cause.FORWARDING, what, place(from),
				(this.state.variable(from.pod(), FORWARD) != null) ? set(from, FORWARD, "true")
						: "forward the headers of docs/propagation.md, with a client from Boot's RestClient.Builder");
	}

	/**
	 * Whether the first hop went by a context that the proxies do not renew.
	 * @param first the answer
	 * @param stale the context that was sent beside the good one, in other headers
	 * @return the findings
	 */
	List<Finding> stale(Hop first, ProbeContext stale) {
		List<Finding> findings = new ArrayList<>();
		for (Hop hop : Hops.of(first)) {
			if (Ids.trace(stale.traceId()).equals(Hops.trace(hop)) && this.format != null) {
				String headers = Text.list(TraceHeader.in(Hops.received(hop))
					.stream()
					.filter((header) -> header.carries(Ids.trace(stale.traceId())))
					.map(TraceHeader::name)
					.distinct()
					.toList());
				findings
					.add(new Finding(Cause.FORMAT, name(hop) + " reads " + headers + " before " + this.format.headers()
							+ ", but the proxies renew only " + this.format.headers() + ": with a caller that sends "
							+ headers + " too, its spans are in another trace than theirs", place(hop), consume(hop)));
				// What comes after it went on with what it sent.
				return findings;
			}
		}
		return findings;
	}

	/**
	 * The spans that are not in the store.
	 * @param first the answer
	 * @param spans those that are there
	 * @param gateway whether the request came by the gateway
	 * @param store what the store is called
	 * @param collectors where the proxies report to
	 * @return the findings
	 */
	List<Finding> missing(Hop first, List<Span> spans, boolean gateway, String store, String collectors) {
		List<SpanRole> missing = MeshSpans.missing(first, spans)
			.stream()
			.filter((role) -> gateway || !role.service().equals(SpanRole.GATEWAY))
			.toList();
		List<Finding> findings = new ArrayList<>();
		Set<String> proxies = new LinkedHashSet<>();
		missing.stream().filter(SpanRole::proxy).forEach((role) -> proxies.add(role.service()));
		if (!proxies.isEmpty()) {
			boolean all = spans.stream().noneMatch((span) -> SpanRole.of(span).proxy());
			findings.add(new Finding(Cause.NO_SPANS,
					store + " has no span of "
							+ (all ? "any proxy" : "the proxies of " + Text.list(List.copyOf(proxies)))
							+ " for a request that was recorded, although " + collectors,
					all ? "the provider in ConfigMap istio-system/istio, or the store that is asked"
							: "the pods of " + Text.list(List.copyOf(proxies)),
					all ? "let the provider report to the store that you look at, or ask the other one with --store URL"
							: "kubectl get pods shows 2/2 where a pod has its sidecar; a proxy whose provider changed"
									+ " less than a minute ago may still use the old one: try again"));
		}
		for (Hop hop : Hops.of(first)) {
			if (missing.stream().anyMatch((role) -> !role.proxy() && role.service().equals(hop.service()))) {
				String endpoint = this.state.variable(hop.pod(), ENDPOINT);
				findings.add(new Finding(Cause.REPORTING,
						name(hop) + " makes spans and sends their ids on, but " + store + " does not have them"
								+ ((endpoint != null) ? ": it reports to " + Text.safe(endpoint) : ""),
						place(hop), set(hop, ENDPOINT, "http://zipkin.istio-system:9411/api/v2/spans")));
			}
		}
		return findings;
	}

	private String consume(Hop hop) {
		ProxyFormat wanted = (this.format != null) ? this.format : ProxyFormat.B3_AND_W3C;
		return (this.state.variable(hop.pod(), CONSUME) != null) ? set(hop, CONSUME, wanted.consume())
				: "kubectl apply -n " + namespace(hop) + " -f istio/telemetry/" + wanted.folder()
						+ "/propagation.yaml && kubectl rollout restart -n " + namespace(hop) + " deployment";
	}

	private static String set(Hop hop, String variable, String value) {
		return "kubectl set env -n " + namespace(hop) + " deployment -l app=" + name(hop) + " " + variable + "="
				+ value;
	}

	private static String place(Hop hop) {
		return (hop.pod() != null) ? "pod " + Text.safe(hop.pod()) + " in namespace " + namespace(hop) : name(hop);
	}

	private static String namespace(Hop hop) {
		return (hop.namespace() != null) ? Text.safe(hop.namespace()) : "NAMESPACE";
	}

	private static String name(Hop hop) {
		return Text.safe(hop.service());
	}

}
