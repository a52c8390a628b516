package org.meshtrio.cli.deploy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.meshtrio.mesh.cluster.Cluster;
import org.meshtrio.mesh.cluster.ClusterException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts a cluster back to how it was before: deletes the objects that were created, and
 * replaces those that were changed with what they were.
 */
final class Undo {

	private final Cluster cluster;

	private final ShownCommands commands;

	private final Deque<Step> steps = new ArrayDeque<>();

	private volatile boolean begun;

	Undo(Cluster cluster, ShownCommands commands) {
		this.cluster = cluster;
		this.commands = commands;
	}

	/**
	 * Notes an object that will be created.
	 * @param arguments what follows {@code kubectl delete}
	 */
	synchronized void deletes(String... arguments) {
		this.steps.push(() -> delete(arguments));
	}

	/**
	 * Notes the objects of a manifest before it is applied.
	 * @param source the manifest as kubectl's arguments: {@code -f FILE} or {@code -k
	 * FOLDER}, and the namespace
	 * @throws ClusterException if they cannot be read
	 */
	synchronized void restores(String... source) throws ClusterException {
		List<JsonNode> before = objects(source);
		if (before.isEmpty()) {
			deletes(source);
		}
		else {
			this.steps.push(() -> restore(before, source));
		}
	}

	/**
	 * Undoes the changes, the last one first. If one cannot be undone, it says so and
	 * continues.
	 */
	synchronized void run() {
		this.begun = true;
		if (!this.steps.isEmpty()) {
			this.commands.say("undoing the changes of this run:");
		}
		while (!this.steps.isEmpty()) {
			try {
				this.steps.pop().run();
			}
			catch (ClusterException ex) {
				this.commands.say("not undone: " + ex.getMessage());
			}
		}
	}

	/**
	 * Stops the run after Ctrl-C.
	 * @throws ClusterException if undoing has begun
	 */
	void requireNotBegun() throws ClusterException {
		if (this.begun) {
			throw new ClusterException("stopped");
		}
	}

	/** Keeps the changes: after this, there is nothing to undo. */
	synchronized void forget() {
		this.steps.clear();
	}

	private void restore(List<JsonNode> before, String... source) throws ClusterException {
		Set<String> ids = before.stream().map(Undo::id).collect(Collectors.toSet());
		for (JsonNode object : objects(source)) {
			if (!ids.contains(id(object))) {
				JsonNode metadata = object.path("metadata");
				delete(object.path("kind").asString(), metadata.path("name").asString(), "-n",
						metadata.path("namespace").asString());
			}
		}
		ObjectNode list = JsonMapper.shared().createObjectNode().put("apiVersion", "v1").put("kind", "List");
		ArrayNode items = list.putArray("items");
		for (JsonNode object : before) {
			ObjectNode copy = (ObjectNode) object.deepCopy();
			copy.remove("status");
			((ObjectNode) copy.path("metadata")).remove("resourceVersion");
			items.add(copy);
		}
		this.commands.say("restoring the objects:");
		this.commands.kubectlWith(list.toString(), "replace", "-f", "-");
	}

	private void delete(String... arguments) throws ClusterException {
		this.commands.kubectl(ShownCommands.joined(arguments, "delete", "--ignore-not-found"));
	}

	private List<JsonNode> objects(String... source) throws ClusterException {
		JsonNode found = this.cluster.get(ShownCommands.joined(source, "--ignore-not-found"));
		List<JsonNode> objects = new ArrayList<>();
		if (found.path("items").isArray()) {
			found.path("items").forEach(objects::add);
		}
		else if (found.isObject()) {
			objects.add(found);
		}
		return objects;
	}

	private static String id(JsonNode object) {
		return object.path("metadata").path("uid").asString("");
	}

	/** Undoes one change. */
	private interface Step {

		void run() throws ClusterException;

	}

}
