package org.meshtrio.mesh.object;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * An EndpointSlice: pods of a Service.
 *
 * @param metadata its metadata
 * @param endpoints the pods
 */
public record EndpointSlice(Metadata metadata, List<Endpoint> endpoints) {

	/** The label with the name of the Service. */
	public static final String SERVICE = "kubernetes.io/service-name";

	/**
	 * Fills in what is absent.
	 */
	public EndpointSlice {
		metadata = Objects.requireNonNullElse(metadata, Metadata.NONE);
		endpoints = Objects.requireNonNullElse(endpoints, List.of());
	}

	public boolean hasReadyEndpoint() {
		return this.endpoints.stream().anyMatch(Endpoint::isReady);
	}

	/**
	 * A pod of a Service.
	 *
	 * @param conditions its conditions
	 */
	public record Endpoint(@Nullable Conditions conditions) {

		/** Kubernetes has clients take an unknown condition for ready. */
		boolean isReady() {
			return this.conditions == null || !Boolean.FALSE.equals(this.conditions.ready());
		}

	}

	/**
	 * The conditions of a pod of a Service.
	 *
	 * @param ready whether it takes requests, or {@code null} if that isn't known
	 */
	public record Conditions(@Nullable Boolean ready) {

	}

}
