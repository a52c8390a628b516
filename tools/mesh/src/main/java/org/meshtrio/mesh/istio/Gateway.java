package org.meshtrio.mesh.istio;

import java.util.List;
import java.util.Objects;

import org.meshtrio.mesh.object.Metadata;

/**
 * A Gateway of Istio's own API.
 *
 * @param metadata its metadata
 * @param spec its specification
 */
public record Gateway(Metadata metadata, Spec spec) {

	/**
	 * Fills in what is absent.
	 */
	public Gateway {
		metadata = Objects.requireNonNullElse(metadata, Metadata.NONE);
		spec = Objects.requireNonNullElse(spec, new Spec(List.of()));
	}

	/**
	 * The hosts of all its servers.
	 * @return the hosts in order
	 */
	public List<String> hosts() {
		return this.spec.servers().stream().flatMap((server) -> server.hosts().stream()).toList();
	}

	/**
	 * The specification of a Gateway.
	 *
	 * @param servers its servers
	 */
	public record Spec(List<Server> servers) {

		/**
		 * Fills in what is absent.
		 */
		public Spec {
			servers = Objects.requireNonNullElse(servers, List.of());
		}

	}

	/**
	 * A port of a Gateway with its hosts.
	 *
	 * @param hosts the hosts that it serves
	 */
	public record Server(List<String> hosts) {

		/**
		 * Fills in what is absent.
		 */
		public Server {
			hosts = Objects.requireNonNullElse(hosts, List.of());
		}

	}

}
