package org.meshtrio.mesh.object;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

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
	 * Whether a pod takes requests to it.
	 * @param pod the pod
	 * @return whether it has the labels of the selector
	 */
	public boolean selects(Pod pod) {
		return this.metadata.namespace().equals(pod.metadata().namespace()) && !this.spec.selector().isEmpty()
				&& pod.metadata().labels().entrySet().containsAll(this.spec.selector().entrySet());
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
	 * @param name its name, empty if it has none
	 * @param port its number
	 * @param protocol {@code TCP}, {@code UDP} or {@code SCTP}
	 * @param appProtocol the protocol of the application, or {@code null}
	 * @param targetPort the number or the name of the pods' port, empty if it's the same
	 */
	public record Port(String name, int port, String protocol, @Nullable String appProtocol, String targetPort) {

		/**
		 * Fills in what is absent.
		 */
		public Port {
			name = Objects.requireNonNullElse(name, "");
			protocol = Objects.requireNonNullElse(protocol, "TCP");
			targetPort = Objects.requireNonNullElse(targetPort, "");
		}

	}

}
