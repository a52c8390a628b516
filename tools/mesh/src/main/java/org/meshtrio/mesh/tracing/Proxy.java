package org.meshtrio.mesh.tracing;

import java.util.LinkedHashMap;
import java.util.Map;

import org.meshtrio.mesh.object.Pod;

/**
 * A proxy of the mesh, a sidecar or a gateway, with what decides which configuration
 * applies to it.
 *
 * @param namespace its namespace
 * @param labels the labels of its pod
 * @param name what to call it: the name of the service, or of the gateway
 */
public record Proxy(String namespace, Map<String, String> labels, String name) {

	/** The canonical name of the service, which the injector gives to each pod. */
	private static final String NAME = "service.istio.io/canonical-name";

	/** Differs between pods of one workload. */
	private static final String HASH = "pod-template-hash";

	static Proxy of(Pod pod) {
		Map<String, String> labels = new LinkedHashMap<>(pod.metadata().labels());
		labels.remove(HASH);
		return new Proxy(pod.metadata().namespace(), labels, labels.getOrDefault(NAME, pod.metadata().name()));
	}

	/**
	 * Whether a pod that is running has a proxy in it.
	 * @param pod the pod
	 * @return whether one of its containers is Istio's
	 */
	static boolean isIn(Pod pod) {
		return pod.status().phase().equals("Running") && pod.hasProxy();
	}

}
