package org.meshtrio.mesh.doctor.finding;

import org.meshtrio.mesh.istio.PortProtocol;
import org.meshtrio.mesh.tracing.ServiceHost;

/**
 * A request reached a workload, and no proxy there made a span of it.
 */
public sealed interface UnseenProxy extends Finding {

	@Override
	default Cause cause() {
		return Cause.NO_SPANS;
	}

	/**
	 * The workload.
	 * @return its name
	 */
	String workload();

	/**
	 * It has no sidecar.
	 *
	 * @param workload its name
	 * @param pod one of its pods
	 * @param namespace its namespace
	 * @param reason what keeps Istio from adding one
	 */
	record NoSidecar(String workload, String pod, String namespace, SidecarObstacle reason) implements UnseenProxy {
	}

	/**
	 * What keeps Istio from adding a sidecar to a pod.
	 */
	enum SidecarObstacle {

		/** A label or an annotation of the pod. */
		REFUSED_BY_POD,

		/** It uses the network of its node. */
		HOST_NETWORK,

		/** Nothing about the pod, so it's the namespace, or the pod's age. */
		NAMESPACE

	}

	/**
	 * The proxies don't read the requests to a port of its Service.
	 *
	 * @param workload its name
	 * @param service the Service
	 * @param port the port
	 * @param index the port's place in the Service's list
	 * @param protocol what the port declares
	 * @param caller the workload whose proxy counted connections to it, empty if the
	 * spans of others show that the request was there
	 */
	record PortNotHttp(String workload, ServiceHost service, int port, int index, PortProtocol protocol,
			String caller) implements UnseenProxy {
	}

	/**
	 * An annotation keeps a port from its sidecar.
	 *
	 * @param workload its name
	 * @param namespace its namespace
	 * @param port the port of its pods
	 * @param annotation the annotation's name
	 * @param value the annotation's value
	 */
	record PortExcluded(String workload, String namespace, int port, String annotation,
			String value) implements UnseenProxy {
	}

}
