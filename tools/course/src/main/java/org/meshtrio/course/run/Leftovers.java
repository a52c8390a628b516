package org.meshtrio.course.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.meshtrio.mesh.cluster.Cluster;
import org.meshtrio.mesh.cluster.ClusterException;

/**
 * What labs have left: the objects with the label {@code trio.lab}. They are found by it
 * alone, whatever ended the lab.
 */
public final class Leftovers {

	static final String LABEL = "trio.lab";

	/**
	 * Labels what a lab makes elsewhere, namespaces and what must be beside the gateway,
	 * with the namespace of its course.
	 */
	static final String COURSE_LABEL = "trio.lab.course";

	private static final String ROOT = "istio-system";

	/** Every kind of object that a lab makes in a namespace that it finds. */
	public static final List<String> KINDS = List.of("deployments.apps", "statefulsets.apps", "services", "configmaps",
			"secrets", "persistentvolumeclaims", "serviceaccounts", "roles.rbac.authorization.k8s.io",
			"rolebindings.rbac.authorization.k8s.io", "virtualservices.networking.istio.io",
			"destinationrules.networking.istio.io", "gateways.networking.istio.io",
			"serviceentries.networking.istio.io", "sidecars.networking.istio.io", "envoyfilters.networking.istio.io",
			"telemetries.telemetry.istio.io", "peerauthentications.security.istio.io",
			"requestauthentications.security.istio.io", "authorizationpolicies.security.istio.io",
			"gateways.gateway.networking.k8s.io", "httproutes.gateway.networking.k8s.io");

	private final Cluster cluster;

	private final String namespace;

	/**
	 * Looks into one namespace, and those that its labs have made.
	 * @param cluster the cluster
	 * @param namespace the namespace of the course
	 */
	public Leftovers(Cluster cluster, String namespace) {
		this.cluster = cluster;
		this.namespace = namespace;
	}

	/**
	 * Removes what one lab has left.
	 * @param lab the lab's name
	 * @return what was removed, a line each
	 * @throws ClusterException where it may not be removed
	 */
	public List<String> remove(String lab) throws ClusterException {
		return removeOwn(LABEL + "=" + lab);
	}

	/**
	 * Removes what any lab has left.
	 * @return what was removed, a line each
	 * @throws ClusterException where it may not be removed
	 */
	public List<String> remove() throws ClusterException {
		return removeOwn(LABEL);
	}

	/**
	 * Removes what any lab of anybody has left in any namespace.
	 * @param cluster the cluster
	 * @return what was removed, a line each
	 * @throws ClusterException where it may not be removed
	 */
	public static List<String> removeEverywhere(Cluster cluster) throws ClusterException {
		Leftovers all = new Leftovers(cluster, "");
		List<String> removed = new ArrayList<>(all.delete(all.kinds(), LABEL, "--all-namespaces"));
		removed.addAll(all.delete("namespaces", LABEL + "," + COURSE_LABEL));
		return removed;
	}

	private List<String> removeOwn(String label) throws ClusterException {
		String elsewhere = label + "," + COURSE_LABEL + "=" + this.namespace;
		String kinds = kinds();
		List<String> removed = new ArrayList<>(delete(kinds, label, "-n", this.namespace));
		removed.addAll(delete(kinds, elsewhere, "-n", ROOT));
		removed.addAll(delete("namespaces", elsewhere));
		return removed;
	}

	/** Those that this cluster knows: the Gateway API is not everywhere. */
	private String kinds() throws ClusterException {
		Set<String> known = new HashSet<>(
				this.cluster.kubectl("api-resources", "--verbs=delete", "--namespaced", "-o", "name").lines().toList());
		return KINDS.stream().filter((kind) -> known.contains(kind)).collect(Collectors.joining(","));
	}

	private List<String> delete(String kinds, String label, String... where) throws ClusterException {
		List<String> arguments = new ArrayList<>(List.of("delete", kinds, "-l", label));
		arguments.addAll(List.of(where));
		return deleted(this.cluster.kubectl(arguments.toArray(String[]::new)));
	}

	private static List<String> deleted(String output) {
		return output.lines().filter((line) -> line.contains(" deleted")).toList();
	}

}
