package org.meshtrio.propagation.tracing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import brave.handler.MutableSpan;
import brave.handler.SpanHandler;
import brave.propagation.TraceContext;
import org.junit.jupiter.api.Test;
import zipkin2.reporter.BytesMessageSender;
import zipkin2.reporter.Encoding;
import zipkin2.reporter.brave.AsyncZipkinSpanHandler;
import zipkin2.reporter.brave.MutableSpanBytesEncoder;

import static org.assertj.core.api.Assertions.assertThat;

/** How long a single span waits in the application, with Brave's reporter. */
class SpanDelayTest {

	private static final TraceContext CONTEXT = TraceContext.newBuilder().traceId(1).spanId(2).sampled(true).build();

	/**
	 * A span that follows a message would wait for all of the reporter's own second. The
	 * shortest of three waits counts, because a busy machine can delay some.
	 */
	@Test
	void aSpanLeavesBeforeTheReportersOwnSecond() throws Exception {
		RecordingSender sender = new RecordingSender();
		try (AsyncZipkinSpanHandler handler = new SpanFlusher().handler(sender, MutableSpanBytesEncoder.JSON_V2)) {
			List<Duration> waits = new ArrayList<>();
			for (int i = 0; i < 4; i++) {
				long start = System.nanoTime();
				handler.end(CONTEXT, span(), SpanHandler.Cause.FINISHED);
				assertThat(sender.messages.poll(20, TimeUnit.SECONDS)).as("a message").isNotNull();
				waits.add(Duration.ofNanos(System.nanoTime() - start));
			}

			assertThat(waits.subList(1, 4).stream().min(Duration::compareTo).orElseThrow()).as("of %s", waits)
				.isLessThan(Duration.ofMillis(900));
		}
	}

	private static MutableSpan span() {
		MutableSpan span = new MutableSpan();
		span.traceId("463ac35c9f6413ad48485a3953bb6124");
		span.id("a2fb4a1d1a96d312");
		span.startTimestamp(1);
		span.finishTimestamp(2);
		return span;
	}

	private static final class RecordingSender extends BytesMessageSender.Base {

		private final LinkedBlockingQueue<List<byte[]>> messages = new LinkedBlockingQueue<>();

		private RecordingSender() {
			super(Encoding.JSON);
		}

		@Override
		public int messageMaxBytes() {
			return 100_000;
		}

		@Override
		public void send(List<byte[]> spans) {
			this.messages.add(spans);
		}

		@Override
		public void close() {
			// It has no connection.
		}

	}

}
