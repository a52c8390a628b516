package org.meshtrio.propagation.async;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.meshtrio.propagation.testing.TestService;

import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * 64 callers at once send requests with their own ids, and every fourth request without
 * any. No id arrives with another request.
 */
@Tag("slow")
class NoLeakTest {

	private static final int CALLERS = 64;

	private static final int REQUESTS = Integer.getInteger("propagation.test.requests", 3_000);

	static {
		// Without it the JDK's server waits 40 ms for the client's acknowledgement.
		System.setProperty("sun.net.httpserver.nodelay", "true");
	}

	@Test
	void onTheThreadOfTheRequest() throws Exception {
		assertNothingLeaks(TestService.with(), "/call");
	}

	@Test
	void onTheThreadOfTheRequestWithSpansOff() throws Exception {
		assertNothingLeaks(TestService.with("mesh.propagation.spans=false"), "/call");
	}

	@Test
	void inAnAsyncMethodOnPlatformThreads() throws Exception {
		assertNothingLeaks(TestService.with(), "/async");
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void inAnAsyncMethodOnVirtualThreads() throws Exception {
		assertNothingLeaks(TestService.with("spring.threads.virtual.enabled=true"), "/async");
	}

	private void assertNothingLeaks(TestService service, String endpoint) throws Exception {
		Queue<String> wrong = new ConcurrentLinkedQueue<>();
		AtomicInteger arrived = new AtomicInteger();
		HttpServer next = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), CALLERS);
		ExecutorService nextThreads = Executors.newFixedThreadPool(CALLERS);
		next.setExecutor(nextThreads);
		next.createContext("/", (exchange) -> {
			arrived.incrementAndGet();
			String mistake = mistakeIn(exchange);
			if (mistake != null) {
				wrong.add(mistake);
			}
			exchange.sendResponseHeaders(200, -1);
			exchange.close();
		});
		next.start();
		int port = service.bean(Environment.class).getRequiredProperty("local.server.port", Integer.class);
		String url = "http://127.0.0.1:" + port + endpoint + "?url=http://127.0.0.1:" + next.getAddress().getPort()
				+ "/";
		HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
		ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
		try {
			AtomicInteger number = new AtomicInteger();
			List<Future<?>> done = new ArrayList<>();
			for (int caller = 0; caller < CALLERS; caller++) {
				done.add(callers.submit(() -> {
					for (int i = number.getAndIncrement(); i < REQUESTS; i = number.getAndIncrement()) {
						assertThat(client.send(request(url, i), BodyHandlers.ofString()).statusCode()).isEqualTo(200);
					}
					return null;
				}));
			}
			for (Future<?> future : done) {
				future.get(120, TimeUnit.SECONDS);
			}
		}
		finally {
			callers.shutdownNow();
			next.stop(0);
			nextThreads.shutdownNow();
		}
		assertThat(wrong).as("requests that arrived with the ids of another").isEmpty();
		assertThat(arrived).hasValue(REQUESTS);
	}

	private static HttpRequest request(String url, int number) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + number)).timeout(Duration.ofSeconds(30));
		if (hasIds(number)) {
			request.header("x-request-id", "request-" + number)
				.header("x-b3-traceid", traceId(number))
				.header("x-b3-spanid", "b7ad6b7169203331")
				.header("x-b3-sampled", "0");
		}
		return request.build();
	}

	private static boolean hasIds(int number) {
		return number % 4 != 0;
	}

	private static String traceId(int number) {
		return "%016x%016x".formatted(0xabcdefL, number);
	}

	private static String mistakeIn(HttpExchange request) {
		int number = Integer.parseInt(request.getRequestURI().getPath().substring(1));
		String requestId = request.getRequestHeaders().getFirst("x-request-id");
		String traceId = request.getRequestHeaders().getFirst("x-b3-traceid");
		boolean right = hasIds(number) ? ("request-" + number).equals(requestId) && traceId(number).equals(traceId)
				: requestId == null && (traceId == null || !traceId.startsWith("0000000000abcdef"));
		return right ? null : "request " + number + " arrived with " + requestId + " and " + traceId;
	}

}
