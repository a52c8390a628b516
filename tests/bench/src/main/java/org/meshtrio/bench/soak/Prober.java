package org.meshtrio.bench.soak;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** Probes and scrapes like the kubelet and Prometheus, all the time, and counts. */
final class Prober implements AutoCloseable {

	/** Kubernetes' default. */
	private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(1);

	/** Prometheus' default is 10 s. */
	private static final Duration SCRAPE_TIMEOUT = Duration.ofSeconds(5);

	/** The kubelet acts after so many in a row: Kubernetes' default. */
	private static final int FAILURES = 3;

	private static final Duration PAUSE = Duration.ofMillis(500);

	private final List<Thread> threads = new ArrayList<>();

	private int asked;

	private int late;

	private final List<String> failed = new ArrayList<>();

	private Duration slowest = Duration.ZERO;

	private volatile boolean closed;

	/**
	 * Starts to ask.
	 * @param ports the ports for probes
	 */
	Prober(List<Integer> ports) {
		for (int port : ports) {
			for (String path : List.of("/livez", "/readyz", "/metrics")) {
				Thread thread = new Thread(() -> askOn(port, path), "prober");
				thread.setDaemon(true);
				thread.start();
				this.threads.add(thread);
			}
		}
	}

	private void askOn(int port, String path) {
		HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
		URI url = URI.create("http://127.0.0.1:" + port + path);
		int inARow = 0;
		try {
			while (!this.closed) {
				String problem = ask(client, url, path.equals("/metrics") ? SCRAPE_TIMEOUT : PROBE_TIMEOUT);
				inARow = (problem != null) ? inARow + 1 : 0;
				if (inARow == FAILURES) {
					fail("%s failed %d times in a row, at last with %s".formatted(url, FAILURES, problem));
				}
				Thread.sleep(PAUSE.toMillis());
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private @Nullable String ask(HttpClient client, URI url, Duration timeout) throws InterruptedException {
		long start = System.nanoTime();
		String problem = null;
		try {
			int status = client
				.send(HttpRequest.newBuilder(url).timeout(timeout).build(), HttpResponse.BodyHandlers.discarding())
				.statusCode();
			problem = (status == 200) ? null : "status " + status;
		}
		catch (IOException ex) {
			problem = String.valueOf(ex);
		}
		Duration took = Duration.ofNanos(System.nanoTime() - start);
		synchronized (this) {
			this.asked++;
			this.slowest = (took.compareTo(this.slowest) > 0) ? took : this.slowest;
			this.late += (problem != null) ? 1 : 0;
		}
		return problem;
	}

	private synchronized void fail(String sentence) {
		this.failed.add(sentence);
	}

	/**
	 * The figures since the last call.
	 * @return the figures
	 */
	synchronized Seen seen() {
		Seen seen = new Seen(this.asked, this.late, List.copyOf(this.failed), this.slowest);
		this.asked = 0;
		this.late = 0;
		this.failed.clear();
		this.slowest = Duration.ZERO;
		return seen;
	}

	@Override
	public void close() {
		this.closed = true;
		this.threads.forEach(Thread::interrupt);
	}

	/**
	 * The figures of some time.
	 *
	 * @param asked the number of probes and scrapes
	 * @param late how many of them got no 200 in time
	 * @param failed sentences about those on which the kubelet would have acted
	 * @param slowest the time that the slowest took
	 */
	record Seen(int asked, int late, List<String> failed, Duration slowest) {

	}

}
