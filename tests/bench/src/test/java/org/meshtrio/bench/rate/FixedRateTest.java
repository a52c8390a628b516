package org.meshtrio.bench.rate;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FixedRateTest {

	private static final int CONNECTIONS = 2;

	private static final int PER_SECOND = 100;

	private static final Duration LENGTH = Duration.ofSeconds(4);

	/** The requests that a run measures. */
	private static final int REQUESTS = PER_SECOND * 4;

	private final AtomicInteger requests = new AtomicInteger();

	private final Set<String> headers = ConcurrentHashMap.newKeySet();

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private HttpServer server;

	@BeforeEach
	void start() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setExecutor(this.threads);
	}

	@AfterEach
	void stop() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	/**
	 * Both connections stall once, which are 2 of 400 requests. A client that measures
	 * from the sending has a p99 of some milliseconds then.
	 */
	@Test
	void aStallOfASecondShowsInEachRequestThatWasDueMeanwhile() {
		Latencies latencies = load((exchange, number) -> {
			if (number == REQUESTS / 2 || number == REQUESTS / 2 + 1) {
				Thread.sleep(1_000);
			}
			return 200;
		});
		assertThat(latencies.p99()).as("p99 of a server that stalls for 1 s, in ms").isGreaterThan(800);
		assertThat(latencies.p50()).as("p50, in ms").isLessThan(500);
		assertThat(latencies.errors()).as("errors").isZero();
	}

	@Test
	void eachRequestIsSentOnceWithItsHeaders() {
		Latencies latencies = load((exchange, number) -> {
			this.headers.add(String.valueOf(exchange.getRequestHeaders().getFirst("x-request-id")));
			return 200;
		});
		assertThat(this.requests).hasValue(REQUESTS + CONNECTIONS);
		assertThat(this.headers).containsExactly("abc:def");
		assertThat(latencies.errors()).isZero();
	}

	@Test
	void anAnswerOtherThan200IsAnError() {
		assertThat(load((exchange, number) -> (number < 12) ? 503 : 200).errors()).isEqualTo(12 - CONNECTIONS);
	}

	@Test
	void percentilesAreOfTheSortedLatencies() {
		long[] nanos = new long[200];
		for (int i = 0; i < nanos.length; i++) {
			nanos[i] = (200 - i) * 1_000_000L;
		}
		assertThat(Latencies.of(nanos, 3)).isEqualTo(new Latencies(100, 198, 3));
	}

	private Latencies load(Answer answer) {
		this.server.createContext("/", (exchange) -> {
			try (exchange) {
				exchange.sendResponseHeaders(answer.status(exchange, this.requests.getAndIncrement()), -1);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
		this.server.start();
		URI url = URI.create("http://127.0.0.1:" + this.server.getAddress().getPort() + "/");
		return FixedRate.load(url, List.of("x-request-id: abc:def"), PER_SECOND, LENGTH, CONNECTIONS);
	}

	@FunctionalInterface
	private interface Answer {

		int status(HttpExchange exchange, int number) throws InterruptedException;

	}

}
