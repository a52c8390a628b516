package org.meshtrio.propagation.context;

import java.util.Set;

import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.tracing.contextpropagation.ObservationAwareBaggageThreadLocalAccessor;
import io.micrometer.tracing.contextpropagation.ObservationAwareSpanThreadLocalAccessor;

/**
 * What follows a request to another thread: its headers and its trace. Other
 * thread-locals, such as the logged-in user, belong to the application and aren't
 * captured.
 */
public final class RequestContext {

	private static final Set<Object> KEYS = Set.of(ForwardedHeadersAccessor.KEY, ObservationThreadLocalAccessor.KEY,
			ObservationAwareSpanThreadLocalAccessor.KEY, ObservationAwareBaggageThreadLocalAccessor.KEY);

	/** Captures them. */
	public static final ContextSnapshotFactory SNAPSHOTS = ContextSnapshotFactory.builder()
		.captureKeyPredicate(KEYS::contains)
		.build();

	private RequestContext() {
	}

}
