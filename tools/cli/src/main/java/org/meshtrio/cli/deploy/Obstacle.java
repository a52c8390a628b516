package org.meshtrio.cli.deploy;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.meshtrio.mesh.cluster.Cluster;
import org.meshtrio.mesh.cluster.ClusterException;
import org.meshtrio.mesh.object.Condition;
import org.meshtrio.mesh.object.ContainerStatus;
import org.meshtrio.mesh.object.Deployment;
import org.meshtrio.mesh.object.Pod;

/**
 * Says why a Deployment isn't ready.
 */
final class Obstacle {

	/** Reasons of a waiting container that don't go away by themselves. */
	private static final Set<String> NO_IMAGE = Set.of("ImagePullBackOff", "ErrImageNeverPull", "InvalidImageName");

	private final Cluster cluster;

	private final String namespace;

	Obstacle(Cluster cluster, String namespace) {
		this.cluster = cluster;
		this.namespace = namespace;
	}

	/**
	 * Finds the obstacle.
	 * @param deployment the Deployment
	 * @param pods its pods
	 * @return a clause
	 * @throws ClusterException if the Deployment will never be ready
	 */
	String of(Deployment deployment, List<Pod> pods) throws ClusterException {
		String name = deployment.metadata().name();
		String why = name + " has no pod that is ready";
		for (Condition condition : deployment.status().conditions()) {
			if (condition.is("ReplicaFailure", "True")) {
				requirePodSecurity(condition.message());
				why = "Kubernetes refuses the pods of " + name + " (" + condition.message() + ")";
			}
		}
		for (Pod pod : pods) {
			why = "pod " + pod.metadata().name() + " " + state(pod);
			ContainerStatus container = withoutImage(pod);
			if (container != null) {
				throw new ClusterException(noImage(pod, container));
			}
			requireNoCrashes(pod);
		}
		return why;
	}

	private void requirePodSecurity(String message) throws ClusterException {
		int violation = message.indexOf("violates PodSecurity");
		if (violation >= 0) {
			throw new ClusterException("Pod Security forbids the pods in namespace " + this.namespace + " ("
					+ message.substring(violation)
					+ "): without its CNI plug-in, Istio adds an init container that needs privileges, so change the"
					+ " label pod-security.kubernetes.io/enforce in k8s/namespace.yaml to privileged, or install"
					+ " Istio with istioctl install -f istio/install.yaml, which includes the plug-in");
		}
	}

	private void requireNoCrashes(Pod pod) throws ClusterException {
		for (ContainerStatus container : pod.status().containerStatuses()) {
			if (container.waitingReason().equals("CrashLoopBackOff")) {
				ContainerStatus.Terminated last = container.lastState().terminated();
				throw new ClusterException(
						"pod " + pod.metadata().name() + " keeps ending, the last time with exit code "
								+ ((last != null) ? last.exitCode() : "unknown") + "; its log ends with: "
								+ lastLine(pod, container));
			}
		}
	}

	private String lastLine(Pod pod, ContainerStatus container) throws ClusterException {
		return this.cluster
			.run("", "logs", "-n", this.namespace, pod.metadata().name(), "-c", container.name(), "--previous",
					"--tail=1")
			.output()
			.strip();
	}

	/** What a pod waits for, to follow its name. */
	private static String state(Pod pod) {
		for (Condition condition : pod.status().conditions()) {
			if (condition.is("PodScheduled", "False")) {
				return "has no node (" + condition.message() + ")";
			}
		}
		for (ContainerStatus container : containers(pod)) {
			ContainerStatus.Waiting waiting = container.state().waiting();
			if (waiting != null && !waiting.reason().isEmpty()) {
				return "waits for its container " + container.name() + " (" + waiting.reason()
						+ (waiting.message().isEmpty() ? "" : ": " + waiting.message()) + ")";
			}
		}
		return "is not ready";
	}

	/**
	 * Finds a container whose image the cluster doesn't get.
	 * @param pod the pod
	 * @return the container, or {@code null} if there is none
	 */
	static @Nullable ContainerStatus withoutImage(Pod pod) {
		return containers(pod).stream()
			.filter((container) -> NO_IMAGE.contains(container.waitingReason()))
			.findFirst()
			.orElse(null);
	}

	private static String noImage(Pod pod, ContainerStatus container) {
		String failed = "pod " + pod.metadata().name() + " cannot start: the image " + container.image()
				+ " is not in the cluster (" + container.waitingReason() + "): ";
		if (!container.image().startsWith("localhost/")) {
			return failed + "check that it is in its registry, and that the cluster may pull it from there";
		}
		return failed + "build the images with ./mvnw -Pimage package, and load each serviceN/target/jib-image.tar with"
				+ " kind load image-archive, minikube image load, or k3d image import; or name the registry that has"
				+ " them with --image-registry";
	}

	private static List<ContainerStatus> containers(Pod pod) {
		return Stream.concat(pod.status().initContainerStatuses().stream(), pod.status().containerStatuses().stream())
			.toList();
	}

}
