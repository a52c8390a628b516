package org.meshtrio.propagation;

import java.util.Optional;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;

/**
 * Tells which trace the request of this thread is part of, whether the application makes
 * spans or only copies headers.
 */
public final class CurrentTrace {

	private final Tracer tracer;

	CurrentTrace(Tracer tracer) {
		this.tracer = tracer;
	}

	/**
	 * The ids of the current span, or where the application makes no spans, of the
	 * context that arrived.
	 * @return the ids, or empty outside a request and where no context arrived
	 */
	public Optional<TraceIds> ids() {
		Span span = this.tracer.currentSpan();
		// The tracer that stands in where spans are off has a span without ids.
		if (span != null && !span.context().traceId().isEmpty()) {
			return Optional
				.of(new TraceIds(span.context().traceId(), span.context().spanId(), span.context().sampled()));
		}
		return Optional.ofNullable(ForwardedHeaders.current()).map(ForwardedHeaders::arrived);
	}

}
