package org.meshtrio.mesh.object;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A Deployment.
 *
 * @param metadata its metadata
 * @param spec its specification
 * @param status its status
 */
public record Deployment(Metadata metadata, Spec spec, Status status) {

	/**
	 * Fills in what is absent.
	 */
	public Deployment {
		metadata = Objects.requireNonNullElse(metadata, Metadata.NONE);
		spec = Objects.requireNonNullElse(spec, new Spec(null, Pod.NONE));
		status = Objects.requireNonNullElse(status, new Status(0, 0, 0, 0, List.of()));
	}

	/**
	 * Whether all its replicas are there, new, and ready.
	 * @return whether the status is that of the specification, and complete
	 */
	public boolean isReady() {
		int wanted = (this.spec.replicas() != null) ? this.spec.replicas() : 1;
		return this.status.observedGeneration() >= this.metadata.generation() && this.status.updatedReplicas() == wanted
				&& this.status.replicas() == wanted && this.status.availableReplicas() == wanted;
	}

	/**
	 * The specification of a Deployment.
	 *
	 * @param replicas how many pods it is to have, or {@code null} for one
	 * @param template its pods
	 */
	public record Spec(@Nullable Integer replicas, Pod template) {

		/**
		 * Fills in what is absent.
		 */
		public Spec {
			template = Objects.requireNonNullElse(template, Pod.NONE);
		}

	}

	/**
	 * The status of a Deployment.
	 *
	 * @param observedGeneration the generation that it is about
	 * @param replicas how many pods there are
	 * @param updatedReplicas how many of them are as specified
	 * @param availableReplicas how many of them are ready
	 * @param conditions its conditions
	 */
	public record Status(long observedGeneration, int replicas, int updatedReplicas, int availableReplicas,
			List<Condition> conditions) {

		/**
		 * Fills in what is absent.
		 */
		public Status {
			conditions = Objects.requireNonNullElse(conditions, List.of());
		}

	}

}
