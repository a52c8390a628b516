package org.meshtrio.propagation;

import java.util.Optional;

/**
 * Tells which trace the request of this thread is part of, whether the application makes
 * spans or only copies headers. Inject the bean of this type.
 */
@FunctionalInterface
public interface CurrentTrace {

	/**
	 * The ids of the current span, or where the application makes no spans, of the
	 * context that arrived.
	 * @return the ids, or empty outside a request and where no context arrived
	 */
	Optional<TraceIds> ids();

}
