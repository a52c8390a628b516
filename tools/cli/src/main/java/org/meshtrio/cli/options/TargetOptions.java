package org.meshtrio.cli.options;

import java.net.URI;
import java.util.Collection;

import org.jspecify.annotations.Nullable;
import org.meshtrio.mesh.MeshAccess;
import org.meshtrio.mesh.cluster.Cluster;
import org.meshtrio.mesh.cluster.ClusterException;
import org.meshtrio.mesh.tracing.Ambient;
import org.meshtrio.trace.http.ConnectTo;
import org.meshtrio.trace.model.Dataplane;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The options that say where a request goes: to a URL, or through the ingress gateway of
 * a cluster.
 */
public final class TargetOptions {

	@Parameters(arity = "0..1", paramLabel = "URL",
			description = "The first service of the chain, or the gateway in front of it (default: " + LocalChain.URL
					+ ", with --mesh the host of the Gateway trio in the current namespace, otherwise " + MeshAccess.URL
					+ ").")
	private @Nullable String url;

	@Option(names = "--mesh",
			description = "Send through the ingress gateway of the cluster. kubectl forwards a port to it.")
	private boolean mesh;

	@Mixin
	private ContextOption context;

	@Spec(Spec.Target.MIXEE)
	private CommandSpec spec;

	/**
	 * Whether the request enters a mesh, whose proxies make spans too.
	 * @return whether {@code --mesh} is set
	 */
	public boolean isMesh() {
		return this.mesh;
	}

	/**
	 * Finds the way to the target.
	 * @return the way, to be closed
	 * @throws ClusterException if the cluster doesn't answer or has no ingress gateway
	 */
	public Target open() throws ClusterException {
		Arguments arguments = new Arguments(this.spec);
		if (!this.mesh) {
			if (this.context.isSet()) {
				throw arguments.usage("--context requires --mesh");
			}
			return new Target(arguments.uri((this.url != null) ? this.url : LocalChain.URL), null, null, null);
		}
		URI named = (this.url != null) ? arguments.uri(this.url) : null;
		Cluster cluster = this.context.cluster();
		MeshAccess access = new MeshAccess(cluster);
		try {
			URI target = (named != null) ? named : access.trio();
			return new Target(target, access.gateway(target), access, cluster);
		}
		catch (ClusterException ex) {
			access.close();
			throw ex;
		}
	}

	/**
	 * A target, and the way to it until it is closed.
	 *
	 * @param url the URL to ask for
	 * @param entry where to connect instead of the URL's host, or {@code null}
	 * @param access the access to the mesh, or {@code null} without {@code --mesh}
	 * @param cluster the cluster, or {@code null} without {@code --mesh}
	 */
	public record Target(URI url, @Nullable ConnectTo entry, @Nullable MeshAccess access,
			@Nullable Cluster cluster) implements AutoCloseable {

		/**
		 * The trace store that belongs to the target.
		 * @return its base URL
		 * @throws ClusterException if the cluster has none that runs
		 */
		public URI traceStore() throws ClusterException {
			return (this.access != null) ? this.access.traceStore() : URI.create(LocalChain.STORE);
		}

		/**
		 * The proxies of the services in some namespaces of the target.
		 * @param namespaces the namespaces
		 * @return the proxies, or {@code null} without a mesh; sidecars if the namespaces
		 * may not be read
		 */
		public @Nullable Dataplane dataplane(Collection<String> namespaces) {
			try {
				return (this.cluster != null) ? Ambient.of(this.cluster, namespaces).dataplane() : null;
			}
			catch (ClusterException ex) {
				return Dataplane.SIDECARS;
			}
		}

		@Override
		public void close() {
			if (this.access != null) {
				this.access.close();
			}
		}

	}

}
