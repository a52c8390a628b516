package org.meshtrio.mesh.doctor.finding;

import org.jspecify.annotations.Nullable;
import org.meshtrio.answer.Hop;

/**
 * The application that answered as a hop.
 *
 * @param service its service
 * @param pod its pod, or {@code null} if it doesn't know it
 * @param namespace its namespace, or {@code null} if it doesn't know it
 */
public record Instance(String service, @Nullable String pod, @Nullable String namespace) {

	public static Instance of(Hop hop) {
		return new Instance(hop.service(), hop.pod(), hop.namespace());
	}

}
