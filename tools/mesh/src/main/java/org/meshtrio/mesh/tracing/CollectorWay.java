package org.meshtrio.mesh.tracing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.meshtrio.mesh.cluster.Cluster;
import org.meshtrio.mesh.cluster.ClusterException;
import org.meshtrio.mesh.istio.DestinationRule;
import org.meshtrio.mesh.istio.SecurityPolicy;
import org.meshtrio.mesh.object.Pod;
import org.meshtrio.mesh.object.Service;

/**
 * What stands between the proxies and the collectors that they report to.
 *
 * @param pods the pods of the collectors
 * @param rules the DestinationRules of all namespaces
 * @param peers the PeerAuthentications of all namespaces
 * @param policies the AuthorizationPolicies of all namespaces
 */
public record CollectorWay(List<Pod> pods, List<DestinationRule> rules, List<SecurityPolicy> peers,
		List<SecurityPolicy> policies) {

	/** Nothing at all. */
	public static final CollectorWay OPEN = new CollectorWay(List.of(), List.of(), List.of(), List.of());

	/**
	 * Reads the cluster.
	 * @param cluster the cluster
	 * @param services the Services of the collectors
	 * @return what is there
	 * @throws ClusterException if something may not be read
	 */
	static CollectorWay of(Cluster cluster, Collection<Service> services) throws ClusterException {
		List<Pod> pods = new ArrayList<>();
		for (String namespace : services.stream()
			.map((service) -> service.metadata().namespace())
			.distinct()
			.toList()) {
			cluster.list(Pod.class, "pods", "-n", namespace)
				.stream()
				.filter(Pod::isRunning)
				.filter((pod) -> services.stream().anyMatch((service) -> service.selects(pod)))
				.forEach(pods::add);
		}
		return new CollectorWay(pods, cluster.list(DestinationRule.class, "destinationrules.networking.istio.io", "-A"),
				cluster.list(SecurityPolicy.class, "peerauthentications.security.istio.io", "-A"),
				cluster.list(SecurityPolicy.class, "authorizationpolicies.security.istio.io", "-A"));
	}

	/**
	 * The DestinationRule that applies to the calls of a proxy: one of its own namespace
	 * comes before one of the host's namespace, and this before one of the root
	 * namespace. An exact host comes before a wildcard.
	 * @param proxy the proxy
	 * @param service the Service that it calls
	 * @param host the host that it calls
	 * @param rootNamespace the namespace whose objects apply to the whole mesh
	 * @return the rule, or {@code null} if none applies
	 */
	public @Nullable DestinationRule rule(Proxy proxy, ServiceHost service, String host, String rootNamespace) {
		return Stream.of(proxy.namespace(), service.namespace(), rootNamespace)
			.distinct()
			.flatMap((namespace) -> this.rules.stream()
				.filter((rule) -> rule.metadata().namespace().equals(namespace))
				.filter((rule) -> rule.isFor(host) && rule.appliesTo(proxy.namespace(), proxy.labels()))
				.sorted(Comparator.comparing((DestinationRule rule) -> rule.host().startsWith("*"))
					.thenComparing((rule) -> -rule.host().length())
					.thenComparing((rule) -> rule.metadata().creationTimestamp())))
			.findFirst()
			.orElse(null);
	}

	/**
	 * The PeerAuthentication that decides about a pod.
	 * @param pod the pod
	 * @param port the port of the pod
	 * @param rootNamespace the namespace whose objects apply to the whole mesh
	 * @return the most precise one that says something, of several the oldest, or
	 * {@code null} if there is none
	 */
	public @Nullable SecurityPolicy peer(Pod pod, int port, String rootNamespace) {
		return this.peers.stream()
			.filter((peer) -> peer.isFor(pod, rootNamespace))
			.filter((peer) -> !Set.of("", "UNSET").contains(peer.mode(port)))
			.min(Comparator.comparing((SecurityPolicy peer) -> -peer.precision(rootNamespace))
				.thenComparing((peer) -> peer.metadata().creationTimestamp()))
			.orElse(null);
	}

	/**
	 * The AuthorizationPolicies that decide about a pod.
	 * @param pod the pod
	 * @param rootNamespace the namespace whose objects apply to the whole mesh
	 * @return the policies
	 */
	public List<SecurityPolicy> policies(Pod pod, String rootNamespace) {
		return this.policies.stream().filter((policy) -> policy.isFor(pod, rootNamespace)).toList();
	}

}
