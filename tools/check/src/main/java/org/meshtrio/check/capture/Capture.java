package org.meshtrio.check.capture;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.meshtrio.trace.model.Headers;

/**
 * A server that the service takes for the next one, or for its proxy. It keeps the
 * headers of the requests, within bounds.
 */
public final class Capture implements AutoCloseable {

	/** No probe needs more. */
	private static final int MOST_REQUESTS = 20_000;

	private static final int LONGEST_BODY = 1024 * 1024;

	/** More than a check has requests at the same time. */
	private static final int THREADS = 64;

	/** Connections of requests that come at the same time. */
	private static final int BACKLOG = 500;

	/** Where exporters of spans and metrics send to, which may use the proxy, too. */
	private static final List<String> TELEMETRY = List.of("/api/v2/spans", "/v1/traces", "/v1/metrics", "/v1/logs");

	static {
		// The JDK's server reads it before its first use. Otherwise each answer with a
		// body takes 40 ms more, because the client delays its ACK.
		System.setProperty("sun.net.httpserver.nodelay", "true");
	}

	private final HttpServer server;

	private final ExecutorService executor;

	private final NextService next;

	private final Duration slow;

	private final List<CapturedRequest> requests = new ArrayList<>();

	private final CountDownLatch closed = new CountDownLatch(1);

	private volatile NextHop behavior = NextHop.ANSWERS;

	private Capture(HttpServer server, NextService next, Duration slow) {
		this.server = server;
		this.next = next;
		this.slow = slow;
		this.executor = Executors.newFixedThreadPool(THREADS, (work) -> {
			Thread thread = new Thread(work, "capture");
			thread.setDaemon(true);
			return thread;
		});
	}

	/**
	 * Starts to listen.
	 * @param address the address and port; port 0 is any
	 * @param next answers the requests
	 * @param slow how long a slow next hop takes
	 * @return the capture, to be closed
	 * @throws IOException if the port is in use
	 */
	public static Capture start(InetSocketAddress address, NextService next, Duration slow) throws IOException {
		Capture capture = new Capture(HttpServer.create(address, BACKLOG), next, slow);
		capture.server.createContext("/", capture::handle);
		capture.server.setExecutor(capture.executor);
		capture.server.start();
		return capture;
	}

	public int port() {
		return this.server.getAddress().getPort();
	}

	/**
	 * Forgets the requests so far.
	 * @param behavior how the next requests are treated
	 */
	public void begin(NextHop behavior) {
		this.behavior = behavior;
		synchronized (this.requests) {
			this.requests.clear();
		}
	}

	/**
	 * The requests that weren't forgotten.
	 * @return the requests in the order in which they came
	 */
	public List<CapturedRequest> requests() {
		synchronized (this.requests) {
			return List.copyOf(this.requests);
		}
	}

	/**
	 * Counts the requests that weren't forgotten.
	 * @return how many there are
	 */
	public int count() {
		synchronized (this.requests) {
			return this.requests.size();
		}
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			byte[] body = body(exchange.getRequestBody());
			URI uri = exchange.getRequestURI();
			CapturedRequest request = new CapturedRequest(uri.isAbsolute() ? Way.PROXY : Way.UPSTREAM,
					exchange.getRequestMethod(), uri.toString(), new Headers(exchange.getRequestHeaders()));
			if (TELEMETRY.contains(uri.getPath())) {
				write(exchange, Answer.json(202, ""));
				return;
			}
			keep(request);
			NextHop now = this.behavior;
			if (now == NextHop.IS_SLOW) {
				pause();
			}
			if (now != NextHop.RESETS) {
				write(exchange, answer(now, request, body));
			}
		}
	}

	private Answer answer(NextHop now, CapturedRequest request, byte[] body) {
		try {
			return (now == NextHop.FAILS) ? Answer.json(500, "{}") : this.next.answer(request, body);
		}
		catch (IOException | IllegalArgumentException ex) {
			return Answer.json(502, "{}");
		}
	}

	private void keep(CapturedRequest request) {
		synchronized (this.requests) {
			if (this.requests.size() < MOST_REQUESTS) {
				this.requests.add(request);
			}
		}
	}

	private void pause() {
		try {
			this.closed.await(this.slow.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Reads all of it, because a client may answer only then, and keeps the beginning.
	 */
	private static byte[] body(InputStream in) throws IOException {
		byte[] body = in.readNBytes(LONGEST_BODY);
		in.transferTo(OutputStream.nullOutputStream());
		return body;
	}

	private static void write(HttpExchange exchange, Answer answer) throws IOException {
		exchange.getResponseHeaders().set("content-type", answer.contentType());
		boolean hasBody = answer.body().length > 0 && !exchange.getRequestMethod().equals("HEAD");
		exchange.sendResponseHeaders(answer.status(), hasBody ? answer.body().length : -1);
		if (hasBody) {
			exchange.getResponseBody().write(answer.body());
		}
	}

	@Override
	public void close() {
		this.closed.countDown();
		this.server.stop(0);
		this.executor.shutdownNow();
	}

}
