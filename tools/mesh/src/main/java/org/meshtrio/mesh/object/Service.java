package org.meshtrio.mesh.object;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A Service.
 *
 * @param metadata its metadata
 * @param spec its specification
 */
public record Service(Metadata metadata, Spec spec) {

	/**
	 * Fills in what is absent.
	 */
	public Service {
		metadata = Objects.requireNonNullElse(metadata, Metadata.NONE);
		spec = Objects.requireNonNullElse(spec, new Spec("", List.of(), Map.of()));
	}

	/**
	 * The specification of a Service.
	 *
	 * @param type such as {@code ClusterIP} or {@code ExternalName}
	 * @param ports its ports
	 * @param selector the labels of its pods
	 */
	public record Spec(String type, List<Port> ports, Map<String, String> selector) {

		/**
		 * Fills in what is absent.
		 */
		public Spec {
			type = Objects.requireNonNullElse(type, "");
			ports = Objects.requireNonNullElse(ports, List.of());
			selector = Objects.requireNonNullElse(selector, Map.of());
		}

	}

	/**
	 * A port of a Service.
	 *
	 * @param port its number
	 */
	public record Port(int port) {

	}

}
