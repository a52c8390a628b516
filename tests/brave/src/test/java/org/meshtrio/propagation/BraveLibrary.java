package org.meshtrio.propagation;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import brave.handler.MutableSpan;
import brave.handler.SpanHandler;
import brave.propagation.TraceContext;

/** Brave, as the starter brings it. */
final class BraveLibrary extends SpanHandler implements TracingLibrary {

	private final Queue<String> finishedSpans = new ConcurrentLinkedQueue<>();

	private final Queue<FinishedSpan> finished = new ConcurrentLinkedQueue<>();

	@Override
	public boolean end(TraceContext context, MutableSpan span, Cause cause) {
		this.finishedSpans.add(String.valueOf(span.name()));
		this.finished.add(new FinishedSpan(context.traceIdString(), String.valueOf(span.kind()),
				Map.copyOf(span.tags()), span.tag("error") != null, span.error() != null));
		return true;
	}

	@Override
	public Queue<String> finishedSpans() {
		return this.finishedSpans;
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
