package org.meshtrio.propagation;

import java.time.Duration;

import zipkin2.reporter.InMemoryReporterMetrics;
import zipkin2.reporter.brave.AsyncZipkinSpanHandler;

/**
 * Sends what is still queued when a service stops. The reporter's own close() drops all
 * that is queued while its thread is busy with the message before, and waits a second
 * only for the message that its thread is collecting.
 */
final class LastSpans implements AutoCloseable {

	/** For all together; a message takes milliseconds unless the store is ill. */
	private static final Duration LIMIT = Duration.ofSeconds(5);

	private final AsyncZipkinSpanHandler handler;

	private final InMemoryReporterMetrics metrics;

	/**
	 * The last spans of a handler.
	 * @param handler the handler, which this closes
	 * @param metrics its metrics, which tell what is queued
	 */
	LastSpans(AsyncZipkinSpanHandler handler, InMemoryReporterMetrics metrics) {
		this.handler = handler;
		this.metrics = metrics;
	}

	@Override
	public void close() {
		long limit = System.nanoTime() + LIMIT.toNanos();
		do {
			// One message at a time, as large as the store takes them.
			this.handler.flush();
		}
		while (this.metrics.queuedSpans() > 0 && System.nanoTime() < limit);
		this.handler.close();
	}

}
