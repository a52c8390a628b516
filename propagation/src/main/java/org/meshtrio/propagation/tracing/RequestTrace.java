package org.meshtrio.propagation.tracing;

import java.util.Optional;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import org.meshtrio.propagation.CurrentTrace;
import org.meshtrio.propagation.TraceIds;
import org.meshtrio.propagation.context.ForwardedHeaders;

/**
 * Gets the ids from the tracer or, if it makes no spans, from the headers that arrived.
 */
public final class RequestTrace implements CurrentTrace {

	private final Tracer tracer;

	/**
	 * Creates it.
	 * @param tracer the tracer, which may be {@link Tracer#NOOP}
	 */
	public RequestTrace(Tracer tracer) {
		this.tracer = tracer;
	}

	@Override
	public Optional<TraceIds> ids() {
		Span span = this.tracer.currentSpan();
		// If spans are off, the tracer is NOOP, whose span has no ids.
		if (span != null && !span.context().traceId().isEmpty()) {
			return Optional
				.of(new TraceIds(span.context().traceId(), span.context().spanId(), span.context().sampled()));
		}
		return Optional.ofNullable(ForwardedHeaders.current()).map(ForwardedHeaders::arrived);
	}

}
