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
 * Sends the spans that are still queued when the application context closes. The
 * reporter's own close() drops them if its thread is still busy with an earlier message.
 *
 * <p>
 * It's a post-processor, because the container calls it in every mode: with lazy
 * initialization, and for a handler that the application defines. By then every bean that
 * makes spans is destroyed, because these beans depend on the handler.
 */
public final class SpanFlusher implements DestructionAwareBeanPostProcessor, PriorityOrdered {

	/**
	 * The longest time that closing may take in all: the queue, the message that the
	 * reporter's thread is busy with, and the reporter itself. A message takes
	 * milliseconds unless the trace store has a problem.
	 */
	static final Duration LIMIT = Duration.ofSeconds(5);

	/**
	 * How long a span may wait for others to fill a message. With the reporter's default
	 * of a second, a person who looks at a trace waits for it.
	 */
	static final Duration MESSAGE_TIMEOUT = Duration.ofMillis(200);

	private static final Logger logger = LoggerFactory.getLogger(SpanFlusher.class);

	private final InMemoryReporterMetrics metrics = new InMemoryReporterMetrics();

	private @Nullable AsyncZipkinSpanHandler measured;

	/**
	 * Creates a handler that counts its spans.
	 * @param sender sends them
	 * @param encoder encodes them
	 * @return the handler, which this class closes
	 */
	public AsyncZipkinSpanHandler handler(BytesMessageSender sender, BytesEncoder<MutableSpan> encoder) {
		this.measured = AsyncZipkinSpanHandler.newBuilder(sender)
			.metrics(this.metrics)
			.messageTimeout(MESSAGE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
			.closeTimeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
			.build(encoder);
		return this.measured;
	}

	/** Among the first, because another post-processor may create the handler early. */
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
		// Without a span there's no reporter thread to wait for.
		if (bean instanceof AsyncZipkinSpanHandler handler && (bean != this.measured || this.metrics.spans() > 0)) {
			close(handler);
		}
	}

	private void close(AsyncZipkinSpanHandler handler) {
		// On a thread, because a sender can block: a store may accept and never answer.
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
			logger.warn("The last spans weren't delivered in time: the trace store is slow or doesn't answer.");
			delivery.interrupt();
			// close() doesn't wait if its thread is interrupted, so it doesn't wait again
			// if the container calls it a second time.
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
				// Each call sends one message of the largest size that the store accepts.
				// For the application's own handler there's no way to know whether more
				// are left.
				handler.flush();
			}
			while (handler == this.measured && this.metrics.queuedSpans() > 0
					&& !Thread.currentThread().isInterrupted());
		}
		catch (ClosedSenderException ex) {
			// The application closed it already.
		}
	}

}
