package org.meshtrio.cli.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.meshtrio.mesh.cluster.Cluster;
import org.meshtrio.mesh.cluster.ClusterException;
import org.meshtrio.mesh.object.AnyObject;
import org.meshtrio.mesh.object.Deployment;
import org.meshtrio.mesh.object.Metadata;
import org.meshtrio.mesh.object.ObjectReader;
import org.meshtrio.mesh.object.Pod;
import tools.jackson.databind.JsonNode;

/**
 * The Deployments of a namespace with their pods, as they were at one time.
 *
 * @param deployments the Deployments
 * @param replicaSets their ReplicaSets
 * @param pods the pods
 */
record Workloads(List<Deployment> deployments, List<AnyObject> replicaSets, List<Pod> pods) {

	private static final String REVISION = "deployment.kubernetes.io/revision";

	/**
	 * Reads the objects of a namespace.
	 * @param cluster the cluster
	 * @param namespace the namespace
	 * @return the objects
	 * @throws ClusterException if they cannot be read
	 */
	static Workloads read(Cluster cluster, String namespace) throws ClusterException {
		List<Deployment> deployments = new ArrayList<>();
		List<AnyObject> replicaSets = new ArrayList<>();
		List<Pod> pods = new ArrayList<>();
		for (JsonNode item : cluster.get("deployments,replicasets,pods", "-n", namespace).path("items")) {
			switch (item.path("kind").asString("")) {
				case "Deployment" -> deployments.add(ObjectReader.read(item, Deployment.class));
				case "ReplicaSet" -> replicaSets.add(ObjectReader.read(item, AnyObject.class));
				default -> pods.add(ObjectReader.read(item, Pod.class));
			}
		}
		return new Workloads(deployments, replicaSets, pods);
	}

	/**
	 * Finds a Deployment.
	 * @param name its name
	 * @return the Deployment, or {@code null} if there is none
	 */
	@Nullable Deployment deployment(String name) {
		return this.deployments.stream()
			.filter((deployment) -> deployment.metadata().name().equals(name))
			.findFirst()
			.orElse(null);
	}

	/**
	 * The pods of a Deployment's newest ReplicaSet. Those of older ones are about to be
	 * deleted.
	 * @param deployment the Deployment
	 * @return its pods, without those that are being deleted
	 */
	List<Pod> pods(Deployment deployment) {
		Set<String> newest = this.replicaSets.stream()
			.map(AnyObject::metadata)
			.filter((replicaSet) -> replicaSet.owner().equals(deployment.metadata().name())
					&& revision(replicaSet).equals(revision(deployment.metadata())))
			.map(Metadata::name)
			.collect(Collectors.toSet());
		return this.pods.stream()
			.filter((pod) -> newest.contains(pod.metadata().owner()) && pod.metadata().deletionTimestamp() == null)
			.toList();
	}

	private static String revision(Metadata metadata) {
		return metadata.annotations().getOrDefault(REVISION, "");
	}

}
