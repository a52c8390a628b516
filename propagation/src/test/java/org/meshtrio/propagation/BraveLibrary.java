package org.meshtrio.propagation;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import brave.handler.MutableSpan;
import brave.handler.SpanHandler;
import brave.propagation.TraceContext;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;

/**
 * Brave, as it is on the class path of the starter. Its name must not match what Surefire
 * takes for a test, since propagation-otel cannot load it.
 */
@ConditionalOnClass(SpanHandler.class)
final class BraveLibrary extends SpanHandler implements TracingLibrary {

	private final Queue<String> finishedSpans = new ConcurrentLinkedQueue<>();

	@Override
	public boolean end(TraceContext context, MutableSpan span, Cause cause) {
		this.finishedSpans.add(String.valueOf(span.name()));
		return true;
	}

	@Override
	public Queue<String> finishedSpans() {
		return this.finishedSpans;
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
