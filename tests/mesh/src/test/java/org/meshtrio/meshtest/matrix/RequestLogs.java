package org.meshtrio.meshtest.matrix;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.meshtrio.mesh.cluster.Cluster;
import org.meshtrio.mesh.cluster.ClusterException;
import org.meshtrio.meshtest.support.SavedMeshSettings;

/**
 * The logs of the applications and the access logs of the proxies, read at one time.
 */
public final class RequestLogs {

	private static final List<String> SERVICES = List.of("service0", "service1", "service2");

	/** By namespace, then by application or proxy. */
	private final Map<String, Map<String, String>> logs = new LinkedHashMap<>();

	public RequestLogs(Cluster cluster, List<String> namespaces) throws ClusterException {
		String gateway = cluster.kubectl("logs", "-n", SavedMeshSettings.ROOT, "-l", "istio=ingressgateway",
				"--since=15m", "--tail=-1");
		for (String namespace : namespaces) {
			Map<String, String> texts = new LinkedHashMap<>();
			texts.put("the gateway", gateway);
			for (String service : SERVICES) {
				for (String container : List.of(service, "istio-proxy")) {
					texts.put(container.equals(service) ? service : "the sidecar of " + service, cluster.kubectl("logs",
							"-n", namespace, "-l", "app=" + service, "-c", container, "--tail=-1"));
				}
			}
			this.logs.put(namespace, texts);
		}
	}

	/**
	 * Looks for the id of a request in every log.
	 * @param namespace the namespace that the request went to
	 * @param ids the ids that arrived at the hops
	 * @return a sentence about the problem, or an empty text
	 */
	public String problem(String namespace, List<String> ids) {
		List<String> patterns = ids.stream().map(RequestLogs::pattern).distinct().toList();
		if (patterns.size() != 1) {
			return "the hops got different ids: " + ids;
		}
		Pattern pattern = Pattern.compile(patterns.get(0));
		List<String> without = new ArrayList<>();
		this.logs.getOrDefault(namespace, Map.of()).forEach((who, text) -> {
			if (!pattern.matcher(text).find()) {
				without.add(who);
			}
		});
		return without.isEmpty() ? "" : "the id " + ids.get(0) + " is not in the log of " + String.join(", ", without);
	}

	/** Envoy keeps its trace decision in the first digit of the third group. */
	private static String pattern(String id) {
		return (id.length() == 36) ? Pattern.quote(id.substring(0, 14)) + "." + Pattern.quote(id.substring(15))
				: Pattern.quote(id);
	}

}
