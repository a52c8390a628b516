package org.meshtrio.course.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.meshtrio.mesh.cluster.Cluster;
import org.meshtrio.mesh.cluster.ClusterException;

/**
 * The objects that labs left: all with the label {@code trio.lab}. The label is enough to
 * find them, so it doesn't matter how the lab ended.
 */
public final class Leftovers {

	static final String LABEL = "trio.lab";

	/**
	 * The namespace of the course, as a label of the objects that a lab creates outside
	 * it: namespaces, and objects that must be in the gateway's namespace.
	 */
	static final String COURSE_LABEL = "trio.lab.course";

	private static final String ROOT = "istio-system";

	/** Every kind of object that a lab creates in an existing namespace. */
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
	 * Creates it for a course, with the namespaces that its labs create.
	 * @param cluster the cluster
	 * @param namespace the namespace of the course
	 */
	public Leftovers(Cluster cluster, String namespace) {
		this.cluster = cluster;
		this.namespace = namespace;
	}

	/**
	 * Removes the objects of one lab.
	 * @param lab the lab's name
	 * @return a line for each object that was removed
	 * @throws ClusterException if an object can't be removed
	 */
	public List<String> remove(String lab) throws ClusterException {
		return removeOwn(LABEL + "=" + lab);
	}

	/**
	 * Removes the objects of all labs of this course.
	 * @return a line for each object that was removed
	 * @throws ClusterException if an object can't be removed
	 */
	public List<String> remove() throws ClusterException {
		return removeOwn(LABEL);
	}

	/**
	 * Removes the objects of all labs of all courses on a cluster.
	 * @param cluster the cluster
	 * @return a line for each object that was removed
	 * @throws ClusterException if an object can't be removed
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

	/** The kinds that the cluster knows. Not every cluster has the Gateway API. */
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
