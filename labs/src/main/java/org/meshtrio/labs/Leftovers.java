package org.meshtrio.labs;

import java.util.ArrayList;
import java.util.List;

import org.meshtrio.check.cluster.Cluster;
import org.meshtrio.check.cluster.ClusterException;

/**
 * What labs have left: the objects with the label {@code trio.lab}. They are found by it
 * alone, whatever ended the lab.
 */
public final class Leftovers {

	static final String LABEL = "trio.lab";

	/** Labels the namespaces that a lab makes, with the namespace of its course. */
	static final String NAMESPACE_LABEL = "trio.lab.course";

	/** Every kind of object that a lab makes in the namespace of the course. */
	static final List<String> KINDS = List.of("deployments.apps", "services", "configmaps", "secrets",
			"serviceaccounts", "pods", "virtualservices.networking.istio.io", "destinationrules.networking.istio.io",
			"gateways.networking.istio.io", "serviceentries.networking.istio.io", "sidecars.networking.istio.io",
			"envoyfilters.networking.istio.io", "telemetries.telemetry.istio.io",
			"peerauthentications.security.istio.io", "requestauthentications.security.istio.io",
			"authorizationpolicies.security.istio.io");

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
		return remove(LABEL + "=" + lab, NAMESPACE_LABEL + "=" + this.namespace, "-n", this.namespace);
	}

	/**
	 * Removes what any lab has left.
	 * @return what was removed, a line each
	 * @throws ClusterException where it may not be removed
	 */
	public List<String> remove() throws ClusterException {
		return remove(LABEL, NAMESPACE_LABEL + "=" + this.namespace, "-n", this.namespace);
	}

	/**
	 * Removes what any lab of anybody has left in any namespace.
	 * @param cluster the cluster
	 * @return what was removed, a line each
	 * @throws ClusterException where it may not be removed
	 */
	public static List<String> removeEverywhere(Cluster cluster) throws ClusterException {
		return new Leftovers(cluster, "").remove(LABEL, NAMESPACE_LABEL, "--all-namespaces");
	}

	private List<String> remove(String label, String namespaceLabel, String... where) throws ClusterException {
		List<String> arguments = new ArrayList<>(List.of("delete", String.join(",", KINDS), "-l", label));
		arguments.addAll(List.of(where));
		List<String> removed = new ArrayList<>(deleted(this.cluster.kubectl(arguments.toArray(String[]::new))));
		removed.addAll(deleted(this.cluster.kubectl("delete", "namespaces", "-l", label + "," + namespaceLabel)));
		return removed;
	}

	private static List<String> deleted(String output) {
		return output.lines().filter((line) -> line.contains(" deleted")).toList();
	}

}
