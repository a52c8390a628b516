package org.meshtrio.propagation;

import java.util.Optional;

/**
 * The trace that the request of this thread belongs to, if the application makes spans
 * and if it only copies headers. Inject the bean of this type.
 */
@FunctionalInterface
public interface CurrentTrace {

	/**
	 * The ids of the current span or, if the application makes no spans, of the context
	 * that arrived.
	 * @return the ids, or empty outside a request or if no context arrived
	 */
	Optional<TraceIds> ids();

}
