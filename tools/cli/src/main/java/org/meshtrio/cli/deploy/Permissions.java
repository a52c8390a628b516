package org.meshtrio.cli.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.meshtrio.mesh.cluster.Cluster;
import org.meshtrio.mesh.cluster.ClusterException;
import org.meshtrio.trace.text.Text;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a context must be allowed to do.
 */
final class Permissions {

	private final List<Permission> needed = new ArrayList<>();

	/**
	 * Adds permissions in one namespace.
	 * @param namespace the namespace
	 * @param verb what to do
	 * @param resources with which kinds of objects, such as {@code deployments.apps} and
	 * {@code pods/portforward}
	 * @return these permissions
	 */
	Permissions in(String namespace, String verb, String... resources) {
		for (String resource : resources) {
			this.needed.add(new Permission(verb + " " + resource + " in " + namespace, verb, resource, namespace));
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
		this.needed.add(new Permission(verb + " " + resource, verb, resource, ""));
		return this;
	}

	/**
	 * Asks the cluster about all of them with one call of {@code kubectl}, because each
	 * call of {@code kubectl auth can-i} takes a third of a second.
	 * @param cluster the cluster
	 * @throws ClusterException if a permission is missing
	 */
	void require(Cluster cluster) throws ClusterException {
		String reviews = this.needed.stream().map(Permission::review).collect(Collectors.joining("\n"));
		List<String> allowed = cluster
			.kubectlWith(reviews, "create", "--validate=false", "-o", "jsonpath={.status.allowed}{\"\\n\"}", "-f", "-")
			.lines()
			.toList();
		if (allowed.size() != this.needed.size()) {
			throw new ClusterException("context " + cluster.context() + " answered " + allowed.size() + " of "
					+ this.needed.size() + " questions about permissions: ask one with kubectl auth can-i "
					+ this.needed.get(0).verb() + " " + this.needed.get(0).resource());
		}
		List<String> missing = new ArrayList<>();
		for (int index = 0; index < allowed.size(); index++) {
			if (!allowed.get(index).equals("true")) {
				missing.add(this.needed.get(index).text());
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
	 * @param verb what to do
	 * @param resource with which kind of objects
	 * @param namespace the namespace, empty for all of them
	 */
	private record Permission(String text, String verb, String resource, String namespace) {

		/**
		 * A <a href=
		 * "https://kubernetes.io/docs/reference/access-authn-authz/authorization/#checking-api-access">SelfSubjectAccessReview</a>,
		 * which is what {@code kubectl auth can-i} creates.
		 */
		private String review() {
			String[] kind = this.resource.split("/", 2);
			String[] group = kind[0].split("\\.", 2);
			ObjectNode review = JsonMapper.shared().createObjectNode();
			review.put("apiVersion", "authorization.k8s.io/v1").put("kind", "SelfSubjectAccessReview");
			review.putObject("spec")
				.putObject("resourceAttributes")
				.put("verb", this.verb)
				.put("resource", group[0])
				.put("group", (group.length > 1) ? group[1] : "")
				.put("subresource", (kind.length > 1) ? kind[1] : "")
				.put("namespace", this.namespace);
			return review.toString();
		}

	}

}
