package org.meshtrio.bench.rate;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.message.BasicHeader;

/**
 * Sends requests at a fixed rate, and measures each latency from the time at which the
 * request was due. If all connections wait for answers, the requests that come due
 * meanwhile are late, and their latencies show it. A client that measures from the
 * sending doesn't see them, which is called coordinated omission.
 */
public final class FixedRate {

	/** For an answer, and for what is still to be sent at the end of the run. */
	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final URI url;

	private final Header[] headers;

	private final CloseableHttpClient client;

	private final long[] latencies;

	private final double interval;

	private final AtomicInteger next = new AtomicInteger();

	private final AtomicInteger errors = new AtomicInteger();

	private final CountDownLatch connected;

	private final CountDownLatch started = new CountDownLatch(1);

	/** Set before {@link #started}. */
	private long start;

	private FixedRate(URI url, List<String> headers, CloseableHttpClient client, double perSecond, Duration length,
			int connections) {
		this.url = url;
		this.headers = headers.stream().map(FixedRate::header).toArray(Header[]::new);
		this.client = client;
		this.interval = TimeUnit.SECONDS.toNanos(1) / perSecond;
		this.latencies = new long[Math.max(1, (int) (length.toNanos() / this.interval))];
		this.connected = new CountDownLatch(connections);
	}

	/**
	 * Loads a URL. Each connection first sends a request that isn't measured.
	 * @param url the URL
	 * @param headers lines that each request has
	 * @param perSecond requests per second
	 * @param length the length of the run, which takes up to 20 s longer if answers are
	 * late
	 * @param connections how many requests can wait for their answer at a time
	 * @return the latencies
	 */
	public static Latencies load(URI url, List<String> headers, double perSecond, Duration length, int connections) {
		try (CloseableHttpClient client = client(connections)) {
			return new FixedRate(url, headers, client, perSecond, length, connections).run(connections);
		}
		catch (IOException ex) {
			throw new IllegalStateException("the connections can't be closed", ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException("interrupted", ex);
		}
	}

	private static Header header(String line) {
		int colon = line.indexOf(':');
		return new BasicHeader(line.substring(0, colon), line.substring(colon + 1).trim());
	}

	private static CloseableHttpClient client(int connections) {
		return HttpClients.custom()
			.setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
				.setMaxConnTotal(connections)
				.setMaxConnPerRoute(connections)
				.setDefaultConnectionConfig(ConnectionConfig.custom()
					.setConnectTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
					.setSocketTimeout((int) PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
					.build())
				.build())
			.disableAutomaticRetries()
			.disableContentCompression()
			.disableCookieManagement()
			.build();
	}

	private Latencies run(int connections) throws InterruptedException {
		List<Thread> threads = IntStream.range(0, connections).mapToObj((i) -> {
			Thread thread = new Thread(this::send, "load");
			thread.setDaemon(true);
			thread.start();
			return thread;
		}).toList();
		this.connected.await();
		this.start = System.nanoTime();
		this.started.countDown();
		for (Thread thread : threads) {
			thread.join();
		}
		return Latencies.of(this.latencies, this.errors.get());
	}

	/** Sends, on one connection, what comes due while it is free. */
	private void send() {
		answers();
		this.connected.countDown();
		try {
			this.started.await();
		}
		catch (InterruptedException ex) {
			return;
		}
		long end = this.start + (long) (this.latencies.length * this.interval) + PATIENCE.toNanos();
		for (int i = this.next.getAndIncrement(); i < this.latencies.length; i = this.next.getAndIncrement()) {
			long due = this.start + (long) (i * this.interval);
			for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
				LockSupport.parkNanos(wait);
			}
			if (System.nanoTime() - end > 0 || !answers()) {
				this.errors.incrementAndGet();
			}
			this.latencies[i] = System.nanoTime() - due;
		}
	}

	private boolean answers() {
		HttpGet request = new HttpGet(this.url);
		request.setHeaders(this.headers);
		try {
			return this.client.execute(request, (response) -> {
				EntityUtils.consume(response.getEntity());
				return response.getCode() == 200;
			});
		}
		catch (IOException ex) {
			return false;
		}
	}

}
