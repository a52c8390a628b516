package org.meshtrio.mesh.object;

import java.util.Objects;

/**
 * A Namespace.
 *
 * @param metadata its metadata
 * @param status its status
 */
public record Namespace(Metadata metadata, Status status) {

	/**
	 * Fills in what is absent.
	 */
	public Namespace {
		metadata = Objects.requireNonNullElse(metadata, Metadata.NONE);
		status = Objects.requireNonNullElse(status, new Status(""));
	}

	/**
	 * The status of a Namespace.
	 *
	 * @param phase {@code Active} or {@code Terminating}
	 */
	public record Status(String phase) {

		/**
		 * Fills in what is absent.
		 */
		public Status {
			phase = Objects.requireNonNullElse(phase, "");
		}

	}

}
