package org.meshtrio.propagation;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;

/** OpenTelemetry, where it takes the place of Brave. */
final class OpenTelemetryLibrary implements SpanProcessor, TracingLibrary {

	private final Queue<String> finishedSpans = new ConcurrentLinkedQueue<>();

	@Override
	public void onStart(Context parent, ReadWriteSpan span) {
	}

	@Override
	public boolean isStartRequired() {
		return false;
	}

	@Override
	public void onEnd(ReadableSpan span) {
		this.finishedSpans.add(span.getName());
	}

	@Override
	public boolean isEndRequired() {
		return true;
	}

	@Override
	public Queue<String> finishedSpans() {
		return this.finishedSpans;
	}

	@Override
	public boolean keepsShortIds() {
		return false;
	}

	@Override
	public boolean writesTheParent() {
		return false;
	}

	@Override
	public boolean saysThatItsIdsAreRandom() {
		return true;
	}

}
