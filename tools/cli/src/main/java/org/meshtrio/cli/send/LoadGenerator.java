package org.meshtrio.cli.send;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.meshtrio.trace.model.Headers;
import org.meshtrio.trace.request.ChainClient;
import org.meshtrio.trace.request.NoAnswerException;
import org.meshtrio.trace.request.Tally;

/**
 * Sends requests from several callers, and counts the responses.
 */
final class LoadGenerator {

	private static final Duration PROGRESS = Duration.ofMillis(500);

	private final ChainClient client;

	private final URI target;

	private final Headers headers;

	private final Bounds bounds;

	private final AtomicInteger begun = new AtomicInteger();

	private final long start = System.nanoTime();

	/** Also the lock for the fields below. */
	private final Tally tally = new Tally();

	private boolean stopped;

	private @Nullable NoAnswerException refusal;

	/**
	 * Creates a load generator.
	 * @param client sends the requests
	 * @param target the URL of the requests
	 * @param headers their headers by lower-case name
	 * @param bounds how many, and how fast
	 */
	LoadGenerator(ChainClient client, URI target, Map<String, List<String>> headers, Bounds bounds) {
		this.client = client;
		this.target = target;
		this.headers = new Headers(headers);
		this.bounds = bounds;
	}

	/**
	 * Sends the requests.
	 * @param progress called twice a second meanwhile
	 * @throws ExecutionException if a request is not valid
	 * @throws InterruptedException if the thread is interrupted
	 */
	void run(Runnable progress) throws ExecutionException, InterruptedException {
		ExecutorService executor = Executors.newFixedThreadPool(this.bounds.callers());
		try {
			List<Future<?>> ends = new ArrayList<>();
			for (int i = 0; i < this.bounds.callers(); i++) {
				ends.add(executor.submit(() -> {
					call();
					return null;
				}));
			}
			for (Future<?> end : ends) {
				while (!isOver(end)) {
					progress.run();
				}
			}
		}
		finally {
			executor.shutdownNow();
		}
	}

	/** Stops counting: requests in flight don't count. */
	void stop() {
		synchronized (this.tally) {
			this.stopped = true;
		}
	}

	/**
	 * Reads the result so far.
	 * @param <T> the type of what is read
	 * @param reader reads the result
	 * @return the value that it read
	 */
	<T> T read(Function<Tally, T> reader) {
		synchronized (this.tally) {
			return reader.apply(this.tally);
		}
	}

	/**
	 * The time since the first request.
	 * @return the time in seconds
	 */
	double seconds() {
		return (System.nanoTime() - this.start) / 1e9;
	}

	/**
	 * A failure because the connection was refused.
	 * @return the last such failure, or {@code null} if there is none
	 */
	@Nullable NoAnswerException refusal() {
		synchronized (this.tally) {
			return this.refusal;
		}
	}

	private static boolean isOver(Future<?> end) throws ExecutionException, InterruptedException {
		try {
			end.get(PROGRESS.toMillis(), TimeUnit.MILLISECONDS);
			return true;
		}
		catch (TimeoutException ex) {
			return false;
		}
	}

	private void call() throws InterruptedException {
		for (int number = this.begun.getAndIncrement(); number < this.bounds.most(); number = this.begun
			.getAndIncrement()) {
			long now = System.nanoTime();
			long due = Math.max(now, this.start + this.bounds.due(number));
			if (this.bounds.isOver(due - this.start)) {
				return;
			}
			TimeUnit.NANOSECONDS.sleep(due - now);
			if (!one()) {
				return;
			}
		}
	}

	private boolean one() {
		long begin = System.nanoTime();
		try {
			ChainClient.Reply reply = this.client.send(this.target, this.headers);
			double millis = (System.nanoTime() - begin) / 1e6;
			synchronized (this.tally) {
				if (!this.stopped) {
					this.tally.answer(reply.status(), reply.hop(), millis);
				}
				return !this.stopped;
			}
		}
		catch (NoAnswerException ex) {
			String message = String.valueOf(ex.getMessage());
			synchronized (this.tally) {
				if (!this.stopped) {
					this.refusal = ex.isRefused() ? ex : this.refusal;
					// Without the URL, which is the same for all requests.
					this.tally.failure(message.substring(message.indexOf(": ") + 2));
				}
				return !this.stopped;
			}
		}
	}

	/**
	 * How many requests are sent, and how fast.
	 *
	 * @param most the most requests
	 * @param callers the most requests in flight at a time
	 * @param time the time after which no request starts, or {@code null} for no limit
	 * @param rate the most requests that start per second, or {@code null} for no limit
	 */
	record Bounds(int most, int callers, @Nullable Duration time, @Nullable Double rate) {

		private long due(int number) {
			return (this.rate != null) ? (long) (number * 1e9 / this.rate) : 0;
		}

		private boolean isOver(long nanos) {
			return this.time != null && nanos >= this.time.toNanos();
		}

	}

}
