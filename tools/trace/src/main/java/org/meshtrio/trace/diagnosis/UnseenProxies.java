package org.meshtrio.trace.diagnosis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.meshtrio.trace.model.Span;
import org.meshtrio.trace.model.SpanRole;
import org.meshtrio.trace.model.SpanTree;

/**
 * Finds the hops of a request whose proxies left no span of receiving it, by the other
 * spans that show that the request was there.
 */
final class UnseenProxies {

	/** With these the proxy answered by itself, and the request got no further. */
	private static final Set<String> NOT_SENT = Set.of("UF", "UH", "NR", "NC", "UO", "FI", "RL", "RLSE", "UAEX", "NFCF",
			"UPE", "LH");

	private final SpanTree tree;

	private final Map<String, UnseenHop> found = new LinkedHashMap<>();

	private UnseenProxies(List<Span> spans) {
		this.tree = new SpanTree(spans);
	}

	/**
	 * The hops.
	 * @param spans the spans of one trace
	 * @return the hops in the order of the spans, each once
	 */
	static List<UnseenHop> in(List<Span> spans) {
		UnseenProxies unseen = new UnseenProxies(spans);
		unseen.tree.spans().forEach(unseen::look);
		return List.copyOf(unseen.found.values());
	}

	private void look(Span span) {
		SpanRole role = SpanRole.of(span);
		if (role.proxy() && role.kind().equals("CLIENT")) {
			if (!role.service().equals(SpanRole.GATEWAY) && !hasServer(role.service())) {
				add(role.service(), namespace(span), false);
			}
			String[] host = calledHost(span);
			if (host != null && !hasServer(host[0]) && wasSent(span)
					&& this.tree.children(span)
						.stream()
						.noneMatch((child) -> isServer(child) && received(span, child))) {
				add(host[0], host[1], true);
			}
		}
		// A span of the application belongs below that of its sidecar.
		if (!role.proxy() && role.kind().equals("SERVER") && !hasServer(role.service())) {
			Span parent = (span.parentId() != null) ? this.tree.find(span.parentId()) : null;
			if (parent == null || !(isServer(parent) || parent.service().equals(span.service()))) {
				add(role.service(), "", false);
			}
		}
	}

	private void add(String service, String namespace, boolean called) {
		UnseenHop known = this.found.get(service);
		if (known == null || (known.namespace().isEmpty() && !namespace.isEmpty())) {
			this.found.put(service, new UnseenHop(service, namespace, called || (known != null && known.called())));
		}
	}

	private boolean hasServer(String service) {
		return this.tree.spans()
			.stream()
			.anyMatch((span) -> isServer(span) && SpanRole.of(span).service().equals(service));
	}

	private static boolean isServer(Span span) {
		SpanRole role = SpanRole.of(span);
		return role.proxy() && role.kind().equals("SERVER");
	}

	/**
	 * A hop without a sidecar that copies the headers makes its own call look like that
	 * of the hop before it. The requested host tells them apart.
	 */
	private static boolean received(Span call, Span server) {
		String asked = authority(call);
		String received = authority(server);
		return asked.isEmpty() || received.isEmpty() || asked.equals(received);
	}

	private static String authority(Span span) {
		String url = span.tags().getOrDefault("http.url", span.tags().getOrDefault("url.full", ""));
		String[] parts = url.split("/", 4);
		return (parts.length > 2) ? parts[2].replaceFirst(":\\d+$", "") : "";
	}

	/** Whether a proxy passed a call on, rather than answering it by itself. */
	static boolean wasSent(Span call) {
		String flags = call.tags().getOrDefault("response_flags", "");
		return List.of(flags.split(",")).stream().noneMatch(NOT_SENT::contains);
	}

	/**
	 * The proxies' spans are named {@code NAME.NAMESPACE}, unless Istio is told not to.
	 */
	private static String namespace(Span span) {
		int dot = span.service().indexOf('.');
		return span.tags().getOrDefault("istio.namespace", (dot > 0) ? span.service().substring(dot + 1) : "");
	}

	/**
	 * The Service of the cluster that a proxy called.
	 * @return its name and namespace, or {@code null} for any other host
	 */
	private static String @Nullable [] calledHost(Span call) {
		String cluster = call.tags().getOrDefault("upstream_cluster", "");
		// Such as outbound|80|v1|stock.shop.svc.cluster.local, newer ones with a
		// semicolon.
		String[] parts = cluster.split("[|;]");
		String[] labels = ((parts.length > 3) ? parts[3] : "").split("\\.");
		return (labels.length > 2 && labels[2].equals("svc")) ? labels : null;
	}

}
