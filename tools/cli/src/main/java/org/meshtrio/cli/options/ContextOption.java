package org.meshtrio.cli.options;

import org.jspecify.annotations.Nullable;
import org.meshtrio.mesh.cluster.Cluster;
import org.meshtrio.mesh.cluster.ClusterException;
import picocli.CommandLine.Option;

/**
 * The option that selects a cluster.
 */
public final class ContextOption {

	@Option(names = "--context", paramLabel = "NAME",
			description = "The cluster, as a context of the kubeconfig (default: the current context).")
	private @Nullable String context;

	public boolean isSet() {
		return this.context != null;
	}

	/**
	 * Finds the cluster.
	 * @return the cluster, which answers
	 * @throws ClusterException if there is no kubectl or no such context, or if the
	 * cluster doesn't answer
	 */
	public Cluster cluster() throws ClusterException {
		return Cluster.of(this.context);
	}

}
