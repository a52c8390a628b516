package org.meshtrio.cli.check;

import org.meshtrio.cli.options.Arguments;
import org.meshtrio.cli.options.ContextOption;
import org.meshtrio.mesh.MeshAccess;
import org.meshtrio.mesh.cluster.ClusterException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The options for a service in a mesh.
 */
final class MeshOption {

	@Option(names = "--mesh",
			description = "Send through the ingress gateway of the cluster, and judge by the spans in its trace store, or"
					+ " in the one of --store, without a capture. kubectl forwards a port to both.")
	private boolean mesh;

	@Mixin
	private ContextOption context;

	@Spec(Spec.Target.MIXEE)
	private CommandSpec spec;

	boolean isSet() {
		if (this.context.isSet() && !this.mesh) {
			throw new Arguments(this.spec).usage("--context requires --mesh");
		}
		return this.mesh;
	}

	MeshAccess access() throws ClusterException {
		return new MeshAccess(this.context.cluster());
	}

}
