package org.meshtrio.cli.deploy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.meshtrio.mesh.cluster.Cluster;
import org.meshtrio.mesh.cluster.ClusterException;
import tools.jackson.databind.JsonNode;

/**
 * Waits until Deployments run as they were applied, and says what is in their way.
 */
final class Rollout {

	/** Reasons of a waiting container that do not pass by themselves. */
	private static final Set<String> NO_IMAGE = Set.of("ImagePullBackOff", "ErrImageNeverPull", "InvalidImageName");

	private static final String REVISION = "deployment.kubernetes.io/revision";

	private final Cluster cluster;

	private final String namespace;

	private final Duration limit;

	private final Consumer<String> out;

	private final long begin = System.nanoTime();

	/**
	 * Creates it; the time begins.
	 * @param cluster the cluster
	 * @param namespace the namespace of the Deployments
	 * @param limit the longest wait
	 * @param out takes a line for each that is ready
	 */
	Rollout(Cluster cluster, String namespace, Duration limit, Consumer<String> out) {
		this.cluster = cluster;
		this.namespace = namespace;
		this.limit = limit;
		this.out = out;
	}

	/**
	 * Whether a pod waits for an image that was not there when it was asked for.
	 * Kubernetes asks again only after minutes.
	 * @return whether one does
	 * @throws ClusterException where the pods cannot be read
	 */
	boolean isStuck() throws ClusterException {
		for (JsonNode pod : this.cluster.get("pods", "-n", this.namespace).path("items")) {
			if (withoutImage(pod) != null) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Waits for Deployments.
	 * @param names their names
	 * @throws ClusterException where one cannot become ready, or does not in time
	 */
	void await(List<String> names) throws ClusterException {
		Set<String> waiting = new HashSet<>(names);
		while (true) {
			JsonNode items = this.cluster.get("deployments,replicasets,pods", "-n", this.namespace).path("items");
			String why = "";
			for (String name : names) {
				if (!waiting.contains(name)) {
					continue;
				}
				JsonNode deployment = find(items, "Deployment", name);
				if (isReady(deployment)) {
					waiting.remove(name);
					this.out.accept(name + " is ready (" + (names.size() - waiting.size()) + " of " + names.size()
							+ ") after " + seconds() + " s");
				}
				else {
					why = obstacle(deployment, pods(items, deployment));
				}
			}
			if (waiting.isEmpty()) {
				return;
			}
			if (System.nanoTime() - this.begin > this.limit.toNanos()) {
				throw new ClusterException("not ready within " + this.limit.toSeconds() + " s: " + why
						+ "; mend that, or give it more time with --timeout");
			}
			pause();
		}
	}

	/**
	 * Checks that the mesh has taken the pods in: without sidecars the services answer,
	 * but are no part of it.
	 * @throws ClusterException where a pod has no sidecar
	 */
	void requireSidecars() throws ClusterException {
		JsonNode pods = this.cluster.get("pods", "-n", this.namespace, "-l",
				"app.kubernetes.io/part-of=mesh-trio,sidecar.istio.io/inject!=false");
		for (JsonNode pod : pods.path("items")) {
			List<String> containers = new ArrayList<>();
			for (String kind : List.of("initContainers", "containers")) {
				pod.path("spec").path(kind).forEach((container) -> containers.add(container.path("name").asString("")));
			}
			if (!containers.contains("istio-proxy")) {
				throw new ClusterException("pod " + name(pod)
						+ " has no sidecar: where Istio runs as a revision, give the"
						+ " namespace in k8s/namespace.yaml the label istio.io/rev with the revision's name, in place of"
						+ " istio-injection");
			}
		}
	}

	private static boolean isReady(JsonNode deployment) {
		JsonNode status = deployment.path("status");
		int replicas = deployment.path("spec").path("replicas").asInt(1);
		return !deployment.isMissingNode()
				&& status.path("observedGeneration")
					.asLong(0) >= deployment.path("metadata").path("generation").asLong()
				&& status.path("updatedReplicas").asInt(0) == replicas && status.path("replicas").asInt(0) == replicas
				&& status.path("availableReplicas").asInt(0) == replicas;
	}

	/**
	 * Says why a Deployment is not ready yet.
	 * @return a clause
	 * @throws ClusterException where it never will be
	 */
	private String obstacle(JsonNode deployment, List<JsonNode> pods) throws ClusterException {
		String why = deployment.path("metadata").path("name").asString("a Deployment") + " has no pod that is ready";
		for (JsonNode condition : deployment.path("status").path("conditions")) {
			String message = condition.path("message").asString("");
			if (is(condition, "ReplicaFailure", "True")) {
				why = "Kubernetes refuses the pods of " + deployment.path("metadata").path("name").asString("") + " ("
						+ message + ")";
				if (message.contains("violates PodSecurity")) {
					throw new ClusterException("Pod Security forbids the pods in namespace " + this.namespace + " ("
							+ reason(message)
							+ "): where the mesh has no CNI plug-in, its init container needs privileges, so change the"
							+ " label pod-security.kubernetes.io/enforce in k8s/namespace.yaml to privileged, or install"
							+ " Istio with istioctl install -f istio/install.yaml, which has the plug-in");
				}
			}
		}
		for (JsonNode pod : pods) {
			why = "pod " + name(pod) + " " + state(pod);
			JsonNode container = withoutImage(pod);
			if (container != null) {
				throw new ClusterException(noImage(pod, container));
			}
			for (JsonNode status : pod.path("status").path("containerStatuses")) {
				if ("CrashLoopBackOff".equals(waitingReason(status))) {
					throw new ClusterException("pod " + name(pod)
							+ " ended again and again, the last time with exit code "
							+ status.path("lastState").path("terminated").path("exitCode").asString("unknown")
							+ ", and the end of its log is: " + lastLine(pod, status.path("name").asString("")));
				}
			}
		}
		return why;
	}

	private static String noImage(JsonNode pod, JsonNode container) {
		String image = container.path("image").asString("");
		String failed = "pod " + name(pod) + " cannot start: the image " + image + " is not in the cluster ("
				+ waitingReason(container) + "): ";
		if (!image.startsWith("localhost/")) {
			return failed + "see that it is in its registry, and that the cluster may pull it from there";
		}
		return failed + "build the images with ./mvnw -Pimage package, and load each serviceN/target/jib-image.tar with"
				+ " kind load image-archive, minikube image load or k3d image import, or name the registry that has"
				+ " them with --image-registry";
	}

	private String lastLine(JsonNode pod, String container) throws ClusterException {
		return this.cluster.run("", "logs", "-n", this.namespace, name(pod), "-c", container, "--previous", "--tail=1")
			.output()
			.strip();
	}

	/** What a pod waits for, to follow its name. */
	private static String state(JsonNode pod) {
		for (JsonNode condition : pod.path("status").path("conditions")) {
			if (is(condition, "PodScheduled", "False")) {
				return "has no node (" + condition.path("message").asString("") + ")";
			}
		}
		for (String kind : List.of("initContainerStatuses", "containerStatuses")) {
			for (JsonNode status : pod.path("status").path(kind)) {
				String reason = waitingReason(status);
				if (!reason.isEmpty()) {
					String message = status.path("state").path("waiting").path("message").asString("");
					return "waits for its container " + status.path("name").asString("") + " (" + reason
							+ (message.isEmpty() ? "" : ": " + message) + ")";
				}
			}
		}
		return "is not ready";
	}

	private static @Nullable JsonNode withoutImage(JsonNode pod) {
		for (String kind : List.of("initContainerStatuses", "containerStatuses")) {
			for (JsonNode status : pod.path("status").path(kind)) {
				if (NO_IMAGE.contains(waitingReason(status))) {
					return status;
				}
			}
		}
		return null;
	}

	private static String waitingReason(JsonNode status) {
		return status.path("state").path("waiting").path("reason").asString("");
	}

	private static boolean is(JsonNode condition, String type, String status) {
		return type.equals(condition.path("type").asString("")) && status.equals(condition.path("status").asString(""));
	}

	/** From what a pod violates on, which is what the message ends with. */
	private static String reason(String message) {
		return message.substring(message.indexOf("violates PodSecurity"));
	}

	/** The pods of a Deployment's newest ReplicaSet: older ones are on their way out. */
	private static List<JsonNode> pods(JsonNode items, JsonNode deployment) {
		Set<String> newest = new HashSet<>();
		String revision = revision(deployment);
		for (JsonNode item : items) {
			if ("ReplicaSet".equals(item.path("kind").asString("")) && revision(item).equals(revision)
					&& owner(item).equals(name(deployment))) {
				newest.add(name(item));
			}
		}
		List<JsonNode> pods = new ArrayList<>();
		for (JsonNode item : items) {
			if ("Pod".equals(item.path("kind").asString("")) && newest.contains(owner(item))
					&& item.path("metadata").path("deletionTimestamp").isMissingNode()) {
				pods.add(item);
			}
		}
		return pods;
	}

	private static JsonNode find(JsonNode items, String kind, String name) {
		for (JsonNode item : items) {
			if (kind.equals(item.path("kind").asString("")) && name(item).equals(name)) {
				return item;
			}
		}
		return items.path(-1);
	}

	private static String revision(JsonNode object) {
		return object.path("metadata").path("annotations").path(REVISION).asString("");
	}

	private static String owner(JsonNode object) {
		return object.path("metadata").path("ownerReferences").path(0).path("name").asString("");
	}

	private static String name(JsonNode object) {
		return object.path("metadata").path("name").asString("");
	}

	private long seconds() {
		return Math.round((System.nanoTime() - this.begin) / 1e9);
	}

	/**
	 * Waits a second before one looks again.
	 * @throws ClusterException where the wait is interrupted
	 */
	static void pause() throws ClusterException {
		try {
			Thread.sleep(1000);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new ClusterException("the wait was interrupted");
		}
	}

}
