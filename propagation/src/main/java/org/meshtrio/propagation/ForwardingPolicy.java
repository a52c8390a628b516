package org.meshtrio.propagation;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Decides for each request whether to forward the headers that a trace needs. Define a
 * bean of this type to decide; without one, they are always forwarded.
 * {@code mesh.propagation.forward=false} overrules it.
 */
@FunctionalInterface
public interface ForwardingPolicy {

	/**
	 * Whether to forward the trace of a request. The starter asks before the application
	 * works on the request, and before security filters run.
	 * @param request the request that arrived
	 * @return whether its outbound requests carry the headers that a trace needs
	 */
	boolean forwards(HttpServletRequest request);

}
