/**
 * Requests that leave. {@link org.meshtrio.propagation.outbound.OutboundHeaders} adds the
 * forwarded headers to each one; the other classes call it from Spring's clients.
 */
@NullMarked
package org.meshtrio.propagation.outbound;

import org.jspecify.annotations.NullMarked;
