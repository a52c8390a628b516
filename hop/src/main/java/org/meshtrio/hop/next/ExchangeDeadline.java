package org.meshtrio.hop.next;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A deadline for a whole exchange, from the wait for a connection to the last byte of the
 * answer. The client's own timeouts apply to each read, so a server that sends a byte now
 * and then could hold a thread forever. At the deadline the connection is closed, which
 * ends a pending read or write.
 */
final class ExchangeDeadline implements ExecChainHandler {

	/**
	 * One thread for all exchanges, because closing a connection takes almost no time.
	 */
	private static final ScheduledThreadPoolExecutor TIMER = timer();

	/** The deadline of the current thread's exchange, as System.nanoTime(). */
	private static final ThreadLocal<@Nullable Long> END = new ThreadLocal<>();

	private final Duration timeout;

	/**
	 * Creates it.
	 * @param timeout how long an exchange may take
	 */
	ExchangeDeadline(Duration timeout) {
		this.timeout = timeout;
	}

	/**
	 * Gives an exchange an earlier deadline.
	 * @param end the deadline, as {@link System#nanoTime()}
	 * @param exchange the exchange, which runs in this thread
	 * @return its result
	 */
	static <T extends @Nullable Object> T until(long end, Supplier<T> exchange) {
		END.set(end);
		try {
			return exchange.get();
		}
		finally {
			END.remove();
		}
	}

	private static ScheduledThreadPoolExecutor timer() {
		ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, (task) -> {
			Thread thread = new Thread(task, "next hop deadline");
			thread.setDaemon(true);
			// Not the class loader of the first request's application.
			thread.setContextClassLoader(ExchangeDeadline.class.getClassLoader());
			return thread;
		});
		// Almost every exchange ends in time, and must not stay in memory until the
		// deadline.
		timer.setRemoveOnCancelPolicy(true);
		return timer;
	}

	@Override
	public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
			throws IOException, HttpException {
		Exchange exchange = new Exchange((Cancellable) scope.originalRequest, left());
		ClassicHttpResponse response;
		try {
			response = chain.proceed(request, scope);
		}
		catch (IOException | HttpException | RuntimeException ex) {
			exchange.end();
			if (exchange.late) {
				throw new AnswerTooLateException(false);
			}
			throw ex;
		}
		HttpEntity entity = response.getEntity();
		if (entity == null) {
			exchange.end();
		}
		else {
			response.setEntity(new HttpEntityWrapper(entity) {
				@Override
				public InputStream getContent() throws IOException {
					return new Content(super.getContent(), exchange);
				}
			});
		}
		return response;
	}

	private Duration left() {
		Long end = END.get();
		Duration left = (end != null) ? Duration.ofNanos(end - System.nanoTime()) : this.timeout;
		return (left.compareTo(this.timeout) < 0) ? left : this.timeout;
	}

	/** One exchange, which is cancelled at its deadline. */
	private static final class Exchange {

		private final Cancellable request;

		private final Future<?> timer;

		private volatile boolean late;

		private Exchange(Cancellable request, Duration timeout) {
			this.request = request;
			this.timer = TIMER.schedule(this::cancel, timeout.toNanos(), TimeUnit.NANOSECONDS);
		}

		private void cancel() {
			this.late = true;
			this.request.cancel();
		}

		private void end() {
			this.timer.cancel(false);
		}

	}

	/**
	 * The body. If the deadline ended a read, it throws an
	 * {@link AnswerTooLateException}.
	 */
	private static final class Content extends FilterInputStream {

		private final Exchange exchange;

		private Content(InputStream in, Exchange exchange) {
			super(in);
			this.exchange = exchange;
		}

		@Override
		public int read() throws IOException {
			byte[] one = new byte[1];
			int read = read(one, 0, 1);
			return (read < 0) ? read : one[0] & 0xff;
		}

		@Override
		public int read(byte[] buffer, int offset, int length) throws IOException {
			try {
				int read = super.read(buffer, offset, length);
				if (read >= 0) {
					return read;
				}
			}
			catch (IOException | RuntimeException ex) {
				this.exchange.end();
				if (this.exchange.late) {
					throw new AnswerTooLateException(true);
				}
				throw ex;
			}
			this.exchange.end();
			return -1;
		}

		@Override
		public void close() throws IOException {
			try {
				// Reads the rest, so that the connection can be reused.
				super.close();
			}
			finally {
				this.exchange.end();
			}
		}

	}

}
