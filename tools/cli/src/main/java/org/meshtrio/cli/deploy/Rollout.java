package org.meshtrio.cli.deploy;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import org.meshtrio.mesh.cluster.Cluster;
import org.meshtrio.mesh.cluster.ClusterException;
import org.meshtrio.mesh.object.Deployment;
import org.meshtrio.mesh.object.Pod;
import org.meshtrio.trace.wait.Deadline;

/**
 * Waits until Deployments run as they were applied.
 */
final class Rollout {

	/** The time between two looks at the cluster. */
	static final Duration INTERVAL = Duration.ofSeconds(1);

	private final Cluster cluster;

	private final String namespace;

	private final Duration limit;

	private final Consumer<String> out;

	private final long begin = System.nanoTime();

	/**
	 * Starts the time.
	 * @param cluster the cluster
	 * @param namespace the namespace of the Deployments
	 * @param limit the longest wait
	 * @param out takes a line for each Deployment that is ready
	 */
	Rollout(Cluster cluster, String namespace, Duration limit, Consumer<String> out) {
		this.cluster = cluster;
		this.namespace = namespace;
		this.limit = limit;
		this.out = out;
	}

	/**
	 * Whether a pod waits for an image that wasn't there when Kubernetes tried to pull
	 * it. Kubernetes tries again only after minutes.
	 * @return whether there is such a pod
	 * @throws ClusterException if the pods cannot be read
	 */
	boolean isStuck() throws ClusterException {
		return this.cluster.list(Pod.class, "pods", "-n", this.namespace)
			.stream()
			.anyMatch((pod) -> Obstacle.withoutImage(pod) != null);
	}

	/**
	 * Waits for Deployments.
	 * @param names their names
	 * @throws ClusterException if one cannot become ready, or isn't ready in time
	 */
	void await(List<String> names) throws ClusterException {
		Obstacle obstacle = new Obstacle(this.cluster, this.namespace);
		Deadline deadline = Deadline.after(this.limit);
		Set<String> waiting = new HashSet<>(names);
		while (true) {
			Workloads workloads = Workloads.read(this.cluster, this.namespace);
			String why = "";
			for (String name : names) {
				if (!waiting.contains(name)) {
					continue;
				}
				Deployment deployment = workloads.deployment(name);
				if (deployment != null && deployment.isReady()) {
					waiting.remove(name);
					this.out.accept(name + " is ready (" + (names.size() - waiting.size()) + " of " + names.size()
							+ ") after " + seconds() + " s");
				}
				else {
					why = (deployment != null) ? obstacle.of(deployment, workloads.pods(deployment))
							: "there is no Deployment " + name;
				}
			}
			if (waiting.isEmpty()) {
				return;
			}
			if (!deadline.pause(INTERVAL)) {
				throw new ClusterException("not ready within " + this.limit.toSeconds() + " s: " + why
						+ "; fix that, or allow more time with --timeout");
			}
		}
	}

	/**
	 * Checks that the pods have a sidecar. Without one, the services answer, but they
	 * aren't part of the mesh.
	 * @throws ClusterException if a pod has no sidecar
	 */
	void requireSidecars() throws ClusterException {
		for (Pod pod : this.cluster.list(Pod.class, "pods", "-n", this.namespace, "-l",
				"app.kubernetes.io/part-of=mesh-trio,sidecar.istio.io/inject!=false")) {
			if (!pod.hasProxy()) {
				throw new ClusterException("pod " + pod.metadata().name()
						+ " has no sidecar: if Istio runs as a revision, replace the label istio-injection in"
						+ " k8s/namespace.yaml with istio.io/rev and the revision's name");
			}
		}
	}

	private long seconds() {
		return Math.round((System.nanoTime() - this.begin) / 1e9);
	}

}
