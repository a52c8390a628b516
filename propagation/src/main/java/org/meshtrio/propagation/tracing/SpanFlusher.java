package org.meshtrio.propagation.tracing;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import brave.handler.MutableSpan;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import zipkin2.reporter.BytesEncoder;
import zipkin2.reporter.BytesMessageSender;
import zipkin2.reporter.ClosedSenderException;
import zipkin2.reporter.InMemoryReporterMetrics;
import zipkin2.reporter.brave.AsyncZipkinSpanHandler;

import org.springframework.beans.factory.config.DestructionAwareBeanPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;

/**
 * Sends the spans that are still queued when the context closes. The reporter's own
 * close() drops all that is queued while its thread is busy with the message before.
 *
 * <p>
 * A post-processor, since the container asks it in every mode: with lazy initialization,
 * and for a handler that the application defines. By then all that makes spans is gone,
 * since it depends on the handler.
 */
public final class SpanFlusher implements DestructionAwareBeanPostProcessor, PriorityOrdered {

	/**
	 * How long closing may take in all: the queue, the message that the reporter's thread
	 * is busy with, and the reporter itself. A message takes milliseconds unless the
	 * store is ill.
	 */
	static final Duration LIMIT = Duration.ofSeconds(5);

	private static final Logger logger = LoggerFactory.getLogger(SpanFlusher.class);

	private final InMemoryReporterMetrics metrics = new InMemoryReporterMetrics();

	private @Nullable AsyncZipkinSpanHandler measured;

	/**
	 * A handler that tells how many spans it has.
	 * @param sender sends them
	 * @param encoder writes them
	 * @return the handler, which this closes
	 */
	public AsyncZipkinSpanHandler handler(BytesMessageSender sender, BytesEncoder<MutableSpan> encoder) {
		this.measured = AsyncZipkinSpanHandler.newBuilder(sender)
			.metrics(this.metrics)
			.closeTimeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
			.build(encoder);
		return this.measured;
	}

	/** Among the first, since a handler may be made early, for another post-processor. */
	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	@Override
	public boolean requiresDestruction(Object bean) {
		return bean instanceof AsyncZipkinSpanHandler;
	}

	@Override
	public void postProcessBeforeDestruction(Object bean, String beanName) {
		// A reporter without a span has no thread that its close() could wait for.
		if (bean instanceof AsyncZipkinSpanHandler handler && (bean != this.measured || this.metrics.spans() > 0)) {
			close(handler);
		}
	}

	private void close(AsyncZipkinSpanHandler handler) {
		// On a thread, since a sender may block: a store can accept and never answer.
		Thread delivery = new Thread(() -> {
			flush(handler);
			handler.close();
		}, "last-spans");
		delivery.setDaemon(true);
		delivery.start();
		boolean interrupted = false;
		try {
			delivery.join(LIMIT.toMillis());
		}
		catch (InterruptedException ex) {
			interrupted = true;
		}
		if (delivery.isAlive()) {
			logger.warn("The last spans could not be delivered in time: the trace store is slow or does not answer.");
			delivery.interrupt();
			// close() does not wait where its thread is interrupted, and so not again
			// where the container calls it once more.
			Thread.currentThread().interrupt();
			handler.close();
			Thread.interrupted();
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	private void flush(AsyncZipkinSpanHandler handler) {
		try {
			do {
				// One message at a time, as large as the store takes them. Of the
				// application's own handler it is not known whether that was all.
				handler.flush();
			}
			while (handler == this.measured && this.metrics.queuedSpans() > 0
					&& !Thread.currentThread().isInterrupted());
		}
		catch (ClosedSenderException ex) {
			// The application closed it itself.
		}
	}

}
