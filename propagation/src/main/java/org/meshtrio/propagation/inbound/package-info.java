/**
 * Requests that arrive. {@link org.meshtrio.propagation.inbound.ForwardedHeadersFilter}
 * keeps the headers to forward while the application works on a request; the other
 * classes cover asynchronous requests, Actuator's endpoints and error statuses.
 */
@NullMarked
package org.meshtrio.propagation.inbound;

import org.jspecify.annotations.NullMarked;
