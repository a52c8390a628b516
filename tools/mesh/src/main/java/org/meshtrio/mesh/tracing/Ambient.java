package org.meshtrio.mesh.tracing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.meshtrio.mesh.cluster.Cluster;
import org.meshtrio.mesh.cluster.ClusterException;
import org.meshtrio.mesh.object.Metadata;
import org.meshtrio.mesh.object.Namespace;
import org.meshtrio.mesh.object.Pod;
import org.meshtrio.mesh.object.Service;
import org.meshtrio.trace.model.Dataplane;

/**
 * Which of some pods are in ambient mode, and which Services use a waypoint.
 *
 * @param namespaces their namespaces
 * @param pods the pods
 * @param services the Services in front of them
 */
public record Ambient(List<Namespace> namespaces, List<Pod> pods, List<Service> services) {

	private static final String LABEL = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";

	private static final String MODE = "istio.io/dataplane-mode";

	private static final String WAYPOINT = "istio.io/use-waypoint";

	private static final String WAYPOINT_NAMESPACE = "istio.io/use-waypoint-namespace";

	/** Istio sets it on a pod whose traffic ztunnel carries. */
	private static final String REDIRECTION = "ambient.istio.io/redirection";

	/**
	 * Copies the lists.
	 */
	public Ambient {
		namespaces = List.copyOf(namespaces);
		pods = List.copyOf(pods);
		services = List.copyOf(services);
	}

	/**
	 * Reads the cluster.
	 * @param cluster the cluster
	 * @param names the names of the namespaces; those that aren't valid are left out
	 * @return what is there
	 * @throws ClusterException if something may not be read
	 */
	public static Ambient of(Cluster cluster, Collection<String> names) throws ClusterException {
		List<Namespace> namespaces = new ArrayList<>();
		List<Pod> pods = new ArrayList<>();
		List<Service> services = new ArrayList<>();
		// They may come from an answer or a span, and end up in a command.
		for (String name : names.stream().filter((candidate) -> candidate.matches(LABEL)).toList()) {
			Namespace namespace = cluster.find(Namespace.class, "namespace", name);
			if (namespace != null) {
				namespaces.add(namespace);
			}
			pods.addAll(cluster.list(Pod.class, "pods", "-n", name));
			services.addAll(cluster.list(Service.class, "services", "-n", name));
		}
		return new Ambient(namespaces, pods, services);
	}

	/**
	 * Whether a pod is in ambient mode.
	 * @param pod the pod
	 * @return whether it has no sidecar, and its label or that of its namespace says so
	 */
	public boolean has(Pod pod) {
		if (pod.hasProxy() || pod.spec().hostNetwork()) {
			return false;
		}
		String own = pod.metadata().label(MODE);
		String mode = own.isEmpty() ? label(pod.metadata().namespace(), MODE) : own;
		return mode.equals("ambient") || pod.metadata().annotations().getOrDefault(REDIRECTION, "").equals("enabled");
	}

	/**
	 * Whether all pods of a namespace are in ambient mode.
	 * @param namespace its name
	 * @return whether its label says so
	 */
	public boolean hasNamespace(String namespace) {
		return label(namespace, MODE).equals("ambient");
	}

	/**
	 * The waypoint that the calls of other services to a Service pass.
	 * @param service the Service
	 * @return the waypoint's namespace and name, or {@code null} if it uses none
	 */
	public @Nullable ServiceHost waypoint(Service service) {
		Metadata metadata = service.metadata();
		String own = metadata.label(WAYPOINT);
		String name = own.isEmpty() ? label(metadata.namespace(), WAYPOINT) : own;
		String elsewhere = own.isEmpty() ? label(metadata.namespace(), WAYPOINT_NAMESPACE)
				: metadata.label(WAYPOINT_NAMESPACE);
		return (name.isEmpty() || name.equals("none")) ? null
				: new ServiceHost(elsewhere.isEmpty() ? metadata.namespace() : elsewhere, name);
	}

	/**
	 * The proxies of the services.
	 * @return the services in ambient mode by the names that they and their Services have
	 */
	public Dataplane dataplane() {
		Set<String> ambient = new LinkedHashSet<>();
		Set<String> waypoints = new LinkedHashSet<>();
		for (Pod pod : this.pods) {
			if (pod.isRunning() && has(pod)) {
				List<Service> front = this.services.stream().filter((service) -> service.selects(pod)).toList();
				Set<String> names = names(pod, front);
				ambient.addAll(names);
				if (front.stream().anyMatch((service) -> waypoint(service) != null)) {
					waypoints.addAll(names);
				}
			}
		}
		return new Dataplane(ambient, waypoints);
	}

	private static Set<String> names(Pod pod, List<Service> front) {
		Set<String> names = new LinkedHashSet<>();
		names.add(Proxy.of(pod).name());
		names.add(pod.metadata().label("app"));
		names.add(pod.metadata().label("app.kubernetes.io/name"));
		front.forEach((service) -> names.add(service.metadata().name()));
		names.remove("");
		return names;
	}

	private String label(String namespace, String label) {
		return this.namespaces.stream()
			.filter((candidate) -> candidate.metadata().name().equals(namespace))
			.map((candidate) -> candidate.metadata().label(label))
			.findFirst()
			.orElse("");
	}

}
