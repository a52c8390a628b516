package org.meshtrio.propagation.testing;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import brave.handler.MutableSpan;
import brave.handler.SpanHandler;
import brave.propagation.TraceContext;

/** Brave, which the starter brings. */
final class BraveLibrary extends SpanHandler implements TracingLibrary {

	private final Queue<FinishedSpan> finished = new ConcurrentLinkedQueue<>();

	@Override
	public boolean end(TraceContext context, MutableSpan span, Cause cause) {
		this.finished.add(new FinishedSpan(String.valueOf(span.name()), context.traceIdString(),
				String.valueOf(span.kind()), Map.copyOf(span.tags()), span.tag("error") != null, span.error() != null));
		return true;
	}

	@Override
	public Queue<FinishedSpan> finished() {
		return this.finished;
	}

	@Override
	public boolean keepsShortIds() {
		return true;
	}

	@Override
	public boolean writesTheParent() {
		return true;
	}

	@Override
	public boolean saysThatItsIdsAreRandom() {
		return false;
	}

}
