package org.meshtrio.check.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.meshtrio.check.capture.Way;
import org.meshtrio.check.rule.Rule;
import org.meshtrio.headers.HeaderGroup;
import org.meshtrio.headers.PropagatedHeader;
import org.meshtrio.tracecontext.ArrivedTrace;
import org.meshtrio.tracecontext.SamplingDecision;
import org.meshtrio.tracecontext.TraceContext;
import org.meshtrio.tracecontext.TraceFormat;

/**
 * A service that keeps every rule, and breaks one if a test asks for it. It makes two
 * calls before its response, and if a test asks for it, one after that.
 */
final class FakeService implements AutoCloseable {

	/**
	 * An answer that takes longer is slow. On a busy machine, others take some time, too.
	 */
	static final Duration SLOW = Duration.ofMillis(600);

	/** Room for the parallel requests. Without it, some connect only a second later. */
	private static final int BACKLOG = 300;

	private static final AtomicInteger SPANS = new AtomicInteger();

	private final HttpServer server;

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final URI next;

	private final HttpClient client;

	private final Fault fault;

	private final boolean mixes;

	/** Where it reports its spans. */
	private final FakeStore store;

	private final boolean late;

	/** Whether it calls again if an answer is slow. */
	private final boolean hurries;

	private final AtomicInteger active = new AtomicInteger();

	private volatile List<String> shared = List.of();

	FakeService(int capture, Way way, Fault fault, boolean late, FakeStore store) throws IOException {
		this.store = store;
		this.fault = fault;
		this.mixes = fault == Faults.MIXES;
		this.late = late;
		this.hurries = hurries(fault);
		this.next = URI
			.create((way == Way.PROXY) ? "http://next.invalid/items" : "http://127.0.0.1:" + capture + "/items");
		HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
		if (way == Way.PROXY) {
			builder.proxy(ProxySelector.of(new InetSocketAddress("127.0.0.1", capture)));
		}
		this.client = builder.build();
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
		this.server.createContext("/", this::handle);
		this.server.setExecutor(this.executor);
		this.server.start();
	}

	/** Whether a service with this fault notices slow answers. */
	static boolean hurries(Fault fault) {
		return fault == Faults.of(Rule.WHEN_SLOW_CONTINUED) || fault == Faults.of(Rule.FAN_OUT_CONTINUED);
	}

	URI url() {
		return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort() + "/cart");
	}

	private void handle(HttpExchange exchange) throws IOException {
		this.active.incrementAndGet();
		try (exchange) {
			exchange.getRequestBody().readAllBytes();
			Map<String, List<String>> arrived = new LinkedHashMap<>();
			exchange.getRequestHeaders().forEach((name, values) -> arrived.put(name.toLowerCase(Locale.ROOT), values));
			if (this.fault.status(arrived) != 0) {
				exchange.sendResponseHeaders(this.fault.status(arrived), -1);
				return;
			}
			reportArrival(arrived);
			Outcome first = call(exchange, arrived, 0, Outcome.WELL);
			if (first != Outcome.WELL) {
				call(exchange, arrived, 1, first);
			}
			call(exchange, arrived, 2, first);
			exchange.sendResponseHeaders((first == Outcome.ERROR || first == Outcome.RESET) ? 502 : 200, -1);
			exchange.close();
			if (this.late) {
				pause();
				call(exchange, arrived, 3, first);
			}
		}
		finally {
			this.active.decrementAndGet();
		}
	}

	/** As a queue makes it. Without it, the call can be faster than the response. */
	private static void pause() {
		try {
			Thread.sleep(100);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private Outcome call(HttpExchange exchange, Map<String, List<String>> arrived, int number, Outcome first) {
		Map<String, List<String>> headers = leaving(arrived);
		newSpan(headers);
		this.fault.change(new Call(exchange.getRequestMethod(), arrived, number, first, headers));
		if (this.mixes && arrived.containsKey("traceparent")) {
			mix(headers);
		}
		report(headers, serverSpan(arrived), "CLIENT");
		HttpRequest.Builder request = HttpRequest.newBuilder(this.next);
		headers.forEach((name, values) -> values.forEach((value) -> request.header(name, value)));
		try {
			long start = System.nanoTime();
			int status = this.client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
			if (status >= 500) {
				return Outcome.ERROR;
			}
			return (this.hurries && System.nanoTime() - start > SLOW.toNanos()) ? Outcome.SLOW : Outcome.WELL;
		}
		catch (IOException ex) {
			return Outcome.RESET;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return Outcome.RESET;
		}
	}

	/** Of requests at the same time, each call has the request id of another one. */
	private void mix(Map<String, List<String>> headers) {
		List<String> before = this.shared;
		this.shared = headers.getOrDefault("x-request-id", List.of());
		if (this.active.get() > 5) {
			headers.put("x-request-id", before);
		}
	}

	private void reportArrival(Map<String, List<String>> arrived) {
		Map<String, List<String>> server = leaving(arrived);
		server.put("x-b3-spanid", List.of(serverSpan(arrived)));
		report(server, arrived.getOrDefault("x-b3-spanid", List.of("")).get(0), "SERVER");
	}

	/** One for each request, which its request id names. */
	private static String serverSpan(Map<String, List<String>> arrived) {
		return "5%015x".formatted(arrived.get("x-request-id").hashCode());
	}

	private void report(Map<String, List<String>> headers, String parent, String kind) {
		String trace = headers.getOrDefault("x-b3-traceid", List.of("")).get(0);
		boolean sampled = !headers.getOrDefault("x-b3-sampled", List.of("1")).contains("0");
		if (sampled && !trace.isEmpty() && this.fault != Faults.REPORTS_NOTHING) {
			this.store.report(trace, headers.get("x-b3-spanid").get(0), parent, "cart", kind);
		}
	}

	private static void newSpan(Map<String, List<String>> headers) {
		String span = "%016x".formatted(SPANS.incrementAndGet());
		headers.computeIfPresent("traceparent",
				(name, values) -> List.of(values.get(0).substring(0, 36) + span + values.get(0).substring(52)));
		headers.computeIfPresent("x-b3-spanid", (name, values) -> List.of(span));
	}

	private static Map<String, List<String>> leaving(Map<String, List<String>> arrived) {
		Map<String, List<String>> leaving = new LinkedHashMap<>();
		arrived.forEach((name, values) -> {
			HeaderGroup group = PropagatedHeader.of(name).map(PropagatedHeader::group).orElse(null);
			List<String> full = values.stream().filter((value) -> !value.isBlank()).toList();
			boolean copied = name.equals("x-tenant") || group == HeaderGroup.VENDOR_TRACE
					|| group == HeaderGroup.REQUEST || group == HeaderGroup.ROUTING;
			if (copied && !full.isEmpty()) {
				leaving.put(name, full);
			}
		});
		ArrivedTrace trace = ArrivedTrace.of((name) -> arrived.getOrDefault(name, List.of()),
				List.of(TraceFormat.B3, TraceFormat.B3_MULTI, TraceFormat.W3C));
		write(trace, leaving);
		return leaving;
	}

	private static void write(ArrivedTrace trace, Map<String, List<String>> leaving) {
		TraceContext context = trace.context();
		String traceId = (context != null) ? context.paddedTraceId()
				: "f".repeat(16) + "%016x".formatted(SPANS.incrementAndGet());
		boolean sampled = trace.decision() == null || trace.decision().isSampled();
		boolean random = context != null && context.random();
		int flags = (sampled ? 1 : 0) + (random ? 2 : 0);
		leaving.put("traceparent", List.of("00-" + traceId + "-0000000000000001-0" + flags));
		leaving.put("x-b3-traceid", List.of(traceId));
		leaving.put("x-b3-spanid", List.of("0000000000000001"));
		if (trace.decision() == SamplingDecision.DEBUG) {
			leaving.put("x-b3-flags", List.of("1"));
		}
		else {
			leaving.put("x-b3-sampled", List.of(sampled ? "1" : "0"));
		}
		if (trace.tracestate() != null) {
			leaving.put("tracestate", List.of(trace.tracestate()));
		}
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.executor.shutdownNow();
	}

	/** How a call ended. */
	enum Outcome {

		WELL, ERROR, RESET, SLOW

	}

	/**
	 * A call of the service.
	 *
	 * @param method the method of the request
	 * @param arrived the headers of the request
	 * @param number 0, 2 and 3 (after the response); 1 repeats a call 0 that failed
	 * @param first how call 0 ended
	 * @param leaving the headers of a service that keeps the rules, to be changed
	 */
	record Call(String method, Map<String, List<String>> arrived, int number, Outcome first,
			Map<String, List<String>> leaving) {

		String first(String name) {
			return this.arrived.getOrDefault(name, List.of("")).get(0);
		}

		boolean has(String name) {
			return this.arrived.containsKey(name);
		}

		/** Sends the call in another trace. */
		void tear() {
			this.leaving.computeIfPresent("traceparent",
					(name, values) -> List.of("00-" + "e".repeat(32) + values.get(0).substring(35)));
			this.leaving.computeIfPresent("x-b3-traceid", (name, values) -> List.of("e".repeat(32)));
		}

		void copy(String name) {
			List<String> values = this.arrived.get(name);
			if (values != null) {
				this.leaving.put(name, values);
			}
		}

	}

	/** Breaks a rule. */
	@FunctionalInterface
	interface Fault {

		/** Changes the headers that leave. */
		void change(Call call);

		/** A status for the response instead of calls, or 0. */
		default int status(Map<String, List<String>> arrived) {
			return 0;
		}

	}

}
