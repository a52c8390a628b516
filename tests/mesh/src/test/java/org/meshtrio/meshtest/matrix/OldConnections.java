package org.meshtrio.meshtest.matrix;

import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
import org.meshtrio.mesh.cluster.Cluster;
import org.meshtrio.mesh.cluster.ClusterException;
import org.meshtrio.meshtest.support.SavedMeshSettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The connections that a proxy still serves with the configuration that it had before a
 * change. Envoy closes them at the end of its drain time: 10 s with istio/install.yaml,
 * 45 s by Istio's default.
 */
public final class OldConnections {

	/** Envoy's counters, such as {@code total_filter_chains_draining}. */
	private static final String COUNTERS = "stats?filter=listener_manager.total_.*_draining";

	private static final Duration LIMIT = Duration.ofSeconds(120);

	private final Cluster cluster;

	public OldConnections(Cluster cluster) {
		this.cluster = cluster;
	}

	/**
	 * Waits until no proxy has any. Each proxy must have the new configuration already.
	 * @param namespaces the namespaces whose pods are asked, and after them the gateway
	 * @throws ClusterException if {@code kubectl} fails
	 * @throws org.awaitility.core.ConditionTimeoutException if a proxy has some after 120
	 * s; its message has the proxy's counters
	 */
	public void awaitNone(List<String> namespaces) throws ClusterException {
		for (String namespace : namespaces) {
			awaitNone(namespace, "app");
		}
		awaitNone(SavedMeshSettings.ROOT, "istio=ingressgateway");
	}

	private void awaitNone(String namespace, String selector) throws ClusterException {
		String pods = this.cluster.kubectl("get", "pods", "-n", namespace, "-l", selector, "-o", "name",
				"--field-selector", "status.phase=Running");
		assertThat(pods.lines()).as("the pods of %s", namespace).isNotEmpty();
		for (String pod : pods.lines().toList()) {
			Awaitility.await("no connection of the proxy of " + pod + " in " + namespace + " is an old one")
				.pollInSameThread()
				.pollDelay(Duration.ZERO)
				.pollInterval(Duration.ofSeconds(1))
				.atMost(LIMIT)
				.untilAsserted(() -> assertThat(counters(namespace, pod)).isNotEmpty()
					.allSatisfy((counter) -> assertThat(counter).endsWith(": 0")));
		}
	}

	private List<String> counters(String namespace, String pod) throws ClusterException {
		return this.cluster
			.kubectl("exec", "-n", namespace, pod, "-c", "istio-proxy", "--", "pilot-agent", "request", "GET", COUNTERS)
			.lines()
			.filter((line) -> line.startsWith("listener_manager."))
			.toList();
	}

}
