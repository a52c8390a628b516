package org.meshtrio.mesh.admin;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.meshtrio.mesh.cluster.Cluster;
import org.meshtrio.mesh.cluster.ClusterException;
import org.meshtrio.mesh.cluster.Subprocess;
import org.meshtrio.mesh.object.Pod;

/**
 * Asks proxies for what they counted.
 */
@FunctionalInterface
public interface ProxyCounters {

	/**
	 * Asks the proxy of a pod.
	 * @param pod the pod
	 * @return what it counted by destination, or {@code null} if it may not be asked, or
	 * doesn't answer
	 * @throws ClusterException if {@code kubectl} can't run
	 */
	@Nullable List<Upstream> of(Pod pod) throws ClusterException;

	/**
	 * The proxies of a cluster.
	 * @param cluster the cluster
	 * @return what asks them, with {@code kubectl exec}
	 */
	static ProxyCounters in(Cluster cluster) {
		return (pod) -> {
			Subprocess.Result result = cluster.run("", "exec", "-n", pod.metadata().namespace(), pod.metadata().name(),
					"-c", Pod.PROXY, "--", "pilot-agent", "request", "GET", "clusters");
			return (result.exitCode() == 0) ? Upstream.parse(result.output()) : null;
		};
	}

}
