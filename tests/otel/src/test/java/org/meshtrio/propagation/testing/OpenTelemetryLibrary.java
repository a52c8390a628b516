package org.meshtrio.propagation.testing;

import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;

/** OpenTelemetry instead of Brave. */
final class OpenTelemetryLibrary implements SpanProcessor, TracingLibrary {

	private final Queue<FinishedSpan> finished = new ConcurrentLinkedQueue<>();

	@Override
	public void onStart(Context parent, ReadWriteSpan span) {
	}

	@Override
	public boolean isStartRequired() {
		return false;
	}

	@Override
	public void onEnd(ReadableSpan span) {
		SpanData data = span.toSpanData();
		Map<String, String> tags = new HashMap<>();
		data.getAttributes().forEach((key, value) -> tags.put(key.getKey(), String.valueOf(value)));
		this.finished.add(new FinishedSpan(data.getName(), data.getTraceId(), data.getKind().name(), tags,
				data.getStatus().getStatusCode() == StatusCode.ERROR,
				data.getEvents().stream().anyMatch((event) -> event.getName().equals("exception"))));
	}

	@Override
	public boolean isEndRequired() {
		return true;
	}

	@Override
	public Queue<FinishedSpan> finished() {
		return this.finished;
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
