package org.meshtrio.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Asks like the kubelet and Prometheus do, without a break, and counts. */
final class Prober implements AutoCloseable {

	/** Of one probe: Kubernetes' default. */
	private static final Duration TIMEOUT = Duration.ofSeconds(1);

	/** Of a scrape; Prometheus' default is ten. */
	private static final Duration SCRAPE_TIMEOUT = Duration.ofSeconds(5);

	private static final Duration PAUSE = Duration.ofMillis(500);

	private final List<Thread> threads = new ArrayList<>();

	private int asked;

	private final List<String> failed = new ArrayList<>();

	private Duration slowest = Duration.ZERO;

	private volatile boolean closed;

	/**
	 * Begins to ask.
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
		try {
			while (!this.closed) {
				ask(client, url, path.equals("/metrics") ? SCRAPE_TIMEOUT : TIMEOUT);
				Thread.sleep(PAUSE.toMillis());
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void ask(HttpClient client, URI url, Duration timeout) throws InterruptedException {
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
			if (problem != null) {
				this.failed.add("%s: %s after %d ms".formatted(url, problem, took.toMillis()));
			}
		}
	}

	/**
	 * What was seen since the last call.
	 * @return the figures
	 */
	synchronized Seen seen() {
		Seen seen = new Seen(this.asked, List.copyOf(this.failed), this.slowest);
		this.asked = 0;
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
	 * Figures.
	 *
	 * @param asked how many probes and scrapes
	 * @param failed what was wrong with those that failed
	 * @param slowest how long the slowest took
	 */
	record Seen(int asked, List<String> failed, Duration slowest) {

	}

}
