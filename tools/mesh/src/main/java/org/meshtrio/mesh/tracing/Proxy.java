package org.meshtrio.mesh.tracing;

import java.util.LinkedHashMap;
import java.util.List;
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

	/**
	 * Where Istio takes the canonical name of the service from; it sets the first one.
	 */
	private static final List<String> NAMES = List.of("service.istio.io/canonical-name", "app.kubernetes.io/name",
			"app");

	/** Differs between pods of one workload. */
	private static final String HASH = "pod-template-hash";

	/**
	 * The proxy of a pod.
	 * @param pod a pod with a proxy
	 * @return the proxy
	 */
	public static Proxy of(Pod pod) {
		Map<String, String> labels = new LinkedHashMap<>(pod.metadata().labels());
		labels.remove(HASH);
		String name = NAMES.stream()
			.filter(labels::containsKey)
			.map(labels::get)
			.findFirst()
			.orElse(pod.metadata().name());
		return new Proxy(pod.metadata().namespace(), labels, name);
	}

	/**
	 * Whether a pod that is running has a proxy in it.
	 * @param pod the pod
	 * @return whether one of its containers is Istio's
	 */
	static boolean isIn(Pod pod) {
		return pod.isRunning() && pod.hasProxy();
	}

}
