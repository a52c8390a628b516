package org.meshtrio.mesh.tracing;

import java.util.LinkedHashMap;
import java.util.Map;

import tools.jackson.databind.JsonNode;

/**
 * A proxy of the mesh, a sidecar or a gateway, as far as it matters which configuration
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

	static Proxy of(JsonNode pod) {
		Map<String, String> labels = new LinkedHashMap<>();
		JsonNode metadata = pod.path("metadata");
		metadata.path("labels").forEachEntry((key, value) -> labels.put(key, value.asString("")));
		labels.remove(HASH);
		String podName = metadata.path("name").asString("");
		return new Proxy(metadata.path("namespace").asString(""), labels, labels.getOrDefault(NAME, podName));
	}

	/**
	 * Whether a pod that is running has a proxy in it.
	 * @param pod the pod
	 * @return whether one of its containers is Istio's
	 */
	static boolean isIn(JsonNode pod) {
		if (!pod.path("status").path("phase").asString("").equals("Running")) {
			return false;
		}
		JsonNode spec = pod.path("spec");
		return has(spec.path("containers")) || has(spec.path("initContainers"));
	}

	private static boolean has(JsonNode containers) {
		for (JsonNode container : containers) {
			if (container.path("name").asString("").equals("istio-proxy")) {
				return true;
			}
		}
		return false;
	}

}
