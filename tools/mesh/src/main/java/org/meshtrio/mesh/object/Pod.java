package org.meshtrio.mesh.object;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A Pod, or the template of one.
 *
 * @param metadata its metadata
 * @param spec its specification
 * @param status its status
 */
public record Pod(Metadata metadata, Spec spec, Status status) {

	/** The container that Istio adds to a pod, and the only one of a gateway. */
	public static final String PROXY = "istio-proxy";

	static final Pod NONE = new Pod(Metadata.NONE, new Spec(List.of(), List.of()),
			new Status("", List.of(), List.of(), List.of()));

	/**
	 * Fills in what is absent.
	 */
	public Pod {
		metadata = Objects.requireNonNullElse(metadata, Metadata.NONE);
		spec = Objects.requireNonNullElse(spec, new Spec(List.of(), List.of()));
		status = Objects.requireNonNullElse(status, new Status("", List.of(), List.of(), List.of()));
	}

	/**
	 * Whether a proxy of the mesh is in it: a sidecar, or a gateway.
	 * @return whether one of its containers is Istio's
	 */
	public boolean hasProxy() {
		return Stream.concat(this.spec.initContainers().stream(), this.spec.containers().stream())
			.anyMatch((container) -> container.name().equals(PROXY));
	}

	/**
	 * The specification of a Pod.
	 *
	 * @param initContainers the containers that start first; native sidecars are among
	 * them
	 * @param containers the other ones
	 */
	public record Spec(List<Container> initContainers, List<Container> containers) {

		/**
		 * Fills in what is absent.
		 */
		public Spec {
			initContainers = Objects.requireNonNullElse(initContainers, List.of());
			containers = Objects.requireNonNullElse(containers, List.of());
		}

	}

	/**
	 * The status of a Pod.
	 *
	 * @param phase such as {@code Running}
	 * @param conditions its conditions
	 * @param initContainerStatuses how its init containers are
	 * @param containerStatuses how its other containers are
	 */
	public record Status(String phase, List<Condition> conditions, List<ContainerStatus> initContainerStatuses,
			List<ContainerStatus> containerStatuses) {

		/**
		 * Fills in what is absent.
		 */
		public Status {
			phase = Objects.requireNonNullElse(phase, "");
			conditions = Objects.requireNonNullElse(conditions, List.of());
			initContainerStatuses = Objects.requireNonNullElse(initContainerStatuses, List.of());
			containerStatuses = Objects.requireNonNullElse(containerStatuses, List.of());
		}

	}

}
