package org.meshtrio.mesh.istio;

import java.util.List;
import java.util.Objects;

/**
 * A ServiceEntry: hosts that the mesh knows besides the Services of its cluster.
 *
 * @param spec its specification
 */
public record ServiceEntry(Spec spec) {

	/**
	 * Fills in what is absent.
	 */
	public ServiceEntry {
		spec = Objects.requireNonNullElse(spec, new Spec(List.of()));
	}

	/**
	 * The specification of a ServiceEntry.
	 *
	 * @param hosts its hosts
	 */
	public record Spec(List<String> hosts) {

		/**
		 * Fills in what is absent.
		 */
		public Spec {
			hosts = Objects.requireNonNullElse(hosts, List.of());
		}

	}

}
