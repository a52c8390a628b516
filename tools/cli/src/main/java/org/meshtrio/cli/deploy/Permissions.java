package org.meshtrio.cli.deploy;

import java.util.ArrayList;
import java.util.List;

import org.meshtrio.mesh.cluster.Cluster;
import org.meshtrio.mesh.cluster.ClusterException;
import org.meshtrio.trace.text.Text;

/**
 * What a context must be allowed to do.
 */
final class Permissions {

	private final List<Permission> needed = new ArrayList<>();

	/**
	 * Adds a permission in one namespace.
	 * @param namespace the namespace
	 * @param verb what to do
	 * @param resources with which kinds of objects
	 * @return these permissions
	 */
	Permissions in(String namespace, String verb, String... resources) {
		for (String resource : resources) {
			this.needed.add(new Permission(verb + " " + resource + " in " + namespace,
					List.of(verb, resource, "-n", namespace)));
		}
		return this;
	}

	/**
	 * Adds a permission in every namespace, or about objects that are in none.
	 * @param verb what to do
	 * @param resource with which kind of objects
	 * @return these permissions
	 */
	Permissions everywhere(String verb, String resource) {
		this.needed.add(new Permission(verb + " " + resource, List.of(verb, resource, "-A")));
		return this;
	}

	/**
	 * Asks the cluster.
	 * @param cluster the cluster
	 * @throws ClusterException if a permission is missing
	 */
	void require(Cluster cluster) throws ClusterException {
		List<String> missing = new ArrayList<>();
		for (Permission permission : this.needed) {
			if (cluster.run("", permission.question()).exitCode() != 0) {
				missing.add(permission.text());
			}
		}
		if (!missing.isEmpty()) {
			throw new ClusterException("context " + cluster.context() + " has no permission to " + Text.list(missing)
					+ ": ask the cluster's administrator for it, or choose another context with --context NAME");
		}
	}

	/**
	 * One permission.
	 *
	 * @param text the permission in words
	 * @param arguments what follows {@code kubectl auth can-i}
	 */
	private record Permission(String text, List<String> arguments) {

		private String[] question() {
			List<String> question = new ArrayList<>(List.of("auth", "can-i"));
			question.addAll(this.arguments);
			return question.toArray(String[]::new);
		}

	}

}
