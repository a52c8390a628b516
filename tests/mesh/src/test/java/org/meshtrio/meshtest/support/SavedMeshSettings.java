package org.meshtrio.meshtest.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

import org.meshtrio.mesh.cluster.Cluster;
import org.meshtrio.mesh.cluster.ClusterException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The settings of the whole mesh that the tests change: the Telemetry objects of Istio's
 * root namespace, and the mesh configuration. A copy is kept in the cluster, so that the
 * next run can restore what a killed run changed.
 */
public final class SavedMeshSettings {

	public static final String ROOT = "istio-system";

	private static final String BACKUP = "trio-test-backup";

	private final Cluster cluster;

	SavedMeshSettings(Cluster cluster) {
		this.cluster = cluster;
	}

	/**
	 * Saves the settings and removes the Telemetry objects. If a killed run left changed
	 * settings, it restores them first.
	 * @throws ClusterException if kubectl fails
	 */
	void save() throws ClusterException {
		if (this.cluster.has("configmap", "-n", ROOT, BACKUP)) {
			System.out.println("mesh tests: an earlier run was killed; restoring the settings that it changed");
			restore();
		}
		ObjectNode copy = JsonMapper.shared().createObjectNode();
		ArrayNode items = copy.putArray("items");
		for (JsonNode telemetry : this.cluster.get("telemetries.telemetry.istio.io", "-n", ROOT).path("items")) {
			items.add(plain(telemetry));
		}
		items.add(plain(this.cluster.get("configmap", "-n", ROOT, "istio")));
		ObjectNode backup = JsonMapper.shared().createObjectNode();
		backup.put("apiVersion", "v1").put("kind", "ConfigMap");
		backup.putObject("metadata").put("name", BACKUP).put("namespace", ROOT);
		copy.put("apiVersion", "v1").put("kind", "List");
		backup.putObject("data").put("items", copy.toString());
		this.cluster.kubectlWith(backup.toString(), "create", "-f", "-");
		// Of two for the whole mesh, Istio uses the older one.
		this.cluster.kubectl("delete", "telemetries.telemetry.istio.io", "-n", ROOT, "--all");
	}

	/**
	 * Applies istio/telemetry/PROVIDER/telemetry.yaml.
	 * @param provider the tracing provider
	 * @throws ClusterException if kubectl fails
	 * @throws IOException if the file can't be read
	 */
	public void provider(String provider) throws ClusterException, IOException {
		telemetry(Files.readString(Path.of(Mesh.file("istio/telemetry/" + provider + "/telemetry.yaml"))));
	}

	/**
	 * Replaces the Telemetry of the root namespace.
	 * @param yaml the new one, or an empty text for none
	 * @throws ClusterException if kubectl fails
	 */
	public void telemetry(String yaml) throws ClusterException {
		if (yaml.isEmpty()) {
			this.cluster.kubectl("delete", "telemetries.telemetry.istio.io", "-n", ROOT, "--all");
		}
		else {
			this.cluster.kubectlWith(yaml, "apply", "-n", ROOT, "-f", "-");
		}
	}

	/**
	 * Changes the mesh configuration.
	 * @param change returns the new YAML for the YAML from before the tests
	 * @throws ClusterException if kubectl fails
	 */
	public void config(UnaryOperator<String> change) throws ClusterException {
		JsonNode backup = this.cluster.get("configmap", "-n", ROOT, BACKUP);
		for (JsonNode item : JsonMapper.shared()
			.readTree(backup.path("data").path("items").asString(""))
			.path("items")) {
			if (item.path("kind").asString("").equals("ConfigMap")) {
				ObjectNode patch = JsonMapper.shared().createObjectNode();
				patch.putObject("data").put("mesh", change.apply(item.path("data").path("mesh").asString("")));
				this.cluster.kubectl("patch", "configmap", "-n", ROOT, "istio", "--type", "merge", "-p",
						patch.toString());
			}
		}
	}

	/**
	 * Restores the settings from before the tests.
	 * @throws ClusterException if kubectl fails
	 */
	void restore() throws ClusterException {
		JsonNode backup = this.cluster.get("configmap", "-n", ROOT, BACKUP);
		String items = backup.path("data").path("items").asString("");
		this.cluster.kubectl("delete", "telemetries.telemetry.istio.io", "-n", ROOT, "--all");
		this.cluster.kubectlWith(items, "replace", "--force", "-f", "-");
		this.cluster.kubectl("delete", "configmap", "-n", ROOT, BACKUP);
	}

	private static JsonNode plain(JsonNode object) {
		ObjectNode copy = (ObjectNode) object.deepCopy();
		copy.remove("status");
		ObjectNode metadata = (ObjectNode) copy.path("metadata");
		metadata.remove("uid");
		metadata.remove("resourceVersion");
		metadata.remove("generation");
		metadata.remove("creationTimestamp");
		metadata.remove("managedFields");
		return copy;
	}

}
