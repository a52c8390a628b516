package org.meshtrio.mesh.doctor;

import java.net.URI;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.meshtrio.trace.model.Headers;

/**
 * What to examine.
 *
 * @param target the URL of the first service
 * @param namespace the namespace of the services
 * @param headers the headers of the requests
 * @param timeout the longest wait for an answer
 * @param spanWait the longest wait for spans
 * @param store the query API of the trace store, or {@code null} for the mesh's own
 */
public record DoctorRequest(URI target, String namespace, Headers headers, Duration timeout, Duration spanWait,
		@Nullable URI store) {

	/**
	 * Whether requests go straight to the target, not through the ingress gateway.
	 * @return whether its host is an IP address or {@code localhost}
	 */
	boolean isDirect() {
		String host = String.valueOf(this.target.getHost());
		return host.equals("localhost") || host.startsWith("[") || host.matches("[0-9.]+");
	}

}
