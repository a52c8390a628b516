package org.meshtrio.propagation;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Decides for one request whether what a trace needs travels on. An application that has
 * a bean of this type is asked for every request; without one, all requests are
 * forwarded. {@code mesh.propagation.forward=false} holds whatever this says.
 */
@FunctionalInterface
public interface ForwardingPolicy {

	/**
	 * Whether the trace of a request goes on. Asked before the application works on the
	 * request, security filters included.
	 * @param request the request that arrived
	 * @return whether the requests that it causes carry what a trace needs
	 */
	boolean forwards(HttpServletRequest request);

}
