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

	static final Pod NONE = new Pod(Metadata.NONE, new Spec(List.of(), List.of(), false),
			new Status("", List.of(), List.of(), List.of()));

	/**
	 * Fills in what is absent.
	 */
	public Pod {
		metadata = Objects.requireNonNullElse(metadata, Metadata.NONE);
		spec = Objects.requireNonNullElse(spec, new Spec(List.of(), List.of(), false));
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

	public boolean isRunning() {
		return this.status.phase().equals("Running") && this.metadata.deletionTimestamp() == null;
	}

	/**
	 * The port of its containers that a port of a Service leads to.
	 * @param port the Service's port
	 * @return the number, 0 if no container has a port of this name
	 */
	public int target(Service.Port port) {
		if (port.targetPort().isEmpty()) {
			return port.port();
		}
		if (port.targetPort().chars().allMatch(Character::isDigit)) {
			return Integer.parseInt(port.targetPort());
		}
		return Stream.concat(this.spec.initContainers().stream(), this.spec.containers().stream())
			.flatMap((container) -> container.ports().stream())
			.filter((candidate) -> candidate.name().equals(port.targetPort()))
			.mapToInt(Container.Port::containerPort)
			.findFirst()
			.orElse(0);
	}

	/**
	 * The specification of a Pod.
	 *
	 * @param initContainers the containers that start first; native sidecars are among
	 * them
	 * @param containers the other ones
	 * @param hostNetwork whether it uses the network of its node
	 */
	public record Spec(List<Container> initContainers, List<Container> containers, boolean hostNetwork) {

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
