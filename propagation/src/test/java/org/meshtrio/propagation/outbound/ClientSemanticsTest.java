package org.meshtrio.propagation.outbound;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.meshtrio.propagation.testing.InRequest;
import org.meshtrio.propagation.testing.TestService;

import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * With the starter a client behaves as it does without it: methods, bodies and their
 * framing, redirects, retries, timeouts and the types of errors.
 */
class ClientSemanticsTest {

	private static final ExecutorService THREADS = Executors.newCachedThreadPool();

	private static final CountDownLatch END = new CountDownLatch(1);

	private static final Queue<String> ARRIVED = new ConcurrentLinkedQueue<>();

	/** Not text, because Spring Boot's charset differs from a plain RestTemplate's. */
	private static final byte[] BODY = { 1, 2, 3 };

	private static HttpServer next;

	private static String url;

	private static String refused;

	private final TestService service = InRequest.service();

	@BeforeAll
	static void start() throws IOException {
		next = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
		next.setExecutor(THREADS);
		handle("/fine", (exchange) -> answer(exchange, 200));
		handle("/missing", (exchange) -> answer(exchange, 404));
		handle("/moved", (exchange) -> {
			exchange.getResponseHeaders().set("Location", "/fine");
			answer(exchange, 307);
		});
		handle("/found", (exchange) -> {
			exchange.getResponseHeaders().set("Location", "/fine");
			answer(exchange, 302);
		});
		handle("/busy-at-first", (exchange) -> answer(exchange, (ARRIVED.size() == 1) ? 503 : 200));
		handle("/broken", HttpExchange::close);
		handle("/never", (exchange) -> {
			try {
				END.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			exchange.close();
		});
		next.start();
		url = "http://127.0.0.1:" + next.getAddress().getPort();
		try (ServerSocket closed = new ServerSocket(0)) {
			refused = "http://127.0.0.1:" + closed.getLocalPort();
		}
	}

	private static void handle(String path, HttpHandler handler) {
		next.createContext(path, (exchange) -> {
			TreeMap<String, List<String>> framing = new TreeMap<>(exchange.getRequestHeaders());
			framing.keySet()
				.removeIf((name) -> !List.of("content-length", "transfer-encoding", "content-type", "accept", "expect")
					.contains(name.toLowerCase(Locale.ROOT)));
			ARRIVED.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + framing + " "
					+ new String(exchange.getRequestBody().readAllBytes()));
			handler.handle(exchange);
		});
	}

	private static void answer(HttpExchange exchange, int status) throws IOException {
		exchange.sendResponseHeaders(status, -1);
		exchange.close();
	}

	@AfterAll
	static void stop() {
		END.countDown();
		next.stop(0);
		THREADS.shutdownNow();
	}

	@BeforeEach
	void empty() {
		ARRIVED.clear();
	}

	static Stream<Arguments> calls() {
		return Stream
			.of(Arguments.of("Apache", ClientHttpRequestFactoryBuilder.httpComponents()),
					Arguments.of("JDK", ClientHttpRequestFactoryBuilder.jdk()),
					Arguments.of("Jetty", ClientHttpRequestFactoryBuilder.jetty()),
					Arguments.of("Reactor", ClientHttpRequestFactoryBuilder.reactor()),
					Arguments.of("HttpURLConnection", ClientHttpRequestFactoryBuilder.simple()))
			.flatMap((client) -> Stream
				.of("GET /fine", "HEAD /fine", "PATCH /fine", "DELETE /fine", "POST /moved", "GET /found",
						"GET /busy-at-first", "GET /missing", "POST /missing", "GET /broken", "GET /never",
						"GET refused")
				// Jetty itself answers this sometimes with 307 and sometimes with an
				// exception.
				.filter((call) -> !(client.get()[0].equals("Jetty") && call.equals("POST /moved")))
				.map((call) -> Arguments.of(client.get()[0], client.get()[1], call)));
	}

	@ParameterizedTest(name = "{2} with {0}")
	@MethodSource("calls")
	void areThoseOfTheClient(String client, ClientHttpRequestFactoryBuilder<?> builder, String call) throws Exception {
		Duration timeout = call.endsWith("/never") ? Duration.ofMillis(300) : Duration.ofSeconds(20);
		ClientHttpRequestFactory factory = builder.build(HttpClientSettings.defaults().withReadTimeout(timeout));
		RestClient plain = RestClient.builder().requestFactory(factory).build();
		RestClient restClient = this.service.bean(RestClient.Builder.class).requestFactory(factory).build();
		RestTemplate plainTemplate = new RestTemplate(factory);
		RestTemplate template = this.service.bean(RestTemplateBuilder.class).requestFactory(() -> factory).build();

		assertSame(() -> exchange(plain, call), () -> exchange(restClient, call));
		assertSame(() -> exchange(plainTemplate, call), () -> exchange(template, call));
	}

	private void assertSame(Callable<String> plain, Callable<String> ours) throws Exception {
		String expected = outcome(plain);
		String actual = InRequest.run(this.service, () -> outcome(ours), "end-user: jason");

		assertThat(actual).isEqualTo(expected);
	}

	/** What the caller and the next hop see. */
	private static String outcome(Callable<String> call) throws Exception {
		ARRIVED.clear();
		String seen;
		try {
			seen = call.call();
		}
		catch (Exception ex) {
			seen = ex.getClass().getName() + " by "
					+ ((ex.getCause() != null) ? ex.getCause().getClass().getName() : "none");
		}
		return seen + " after " + ARRIVED;
	}

	private static String exchange(RestClient client, String call) {
		HttpMethod method = method(call);
		RestClient.RequestBodySpec request = client.method(method).uri(uri(call));
		if (hasBody(method)) {
			request.body(BODY);
		}
		return String.valueOf(request.retrieve().toEntity(new ParameterizedTypeReference<String>() {
		}).getStatusCode());
	}

	private static String exchange(RestTemplate template, String call) {
		HttpMethod method = method(call);
		HttpEntity<byte[]> entity = hasBody(method) ? new HttpEntity<>(BODY) : null;
		return String.valueOf(template.exchange(uri(call), method, entity, String.class).getStatusCode());
	}

	private static HttpMethod method(String call) {
		return HttpMethod.valueOf(call.substring(0, call.indexOf(' ')));
	}

	private static String uri(String call) {
		String path = call.substring(call.indexOf(' ') + 1);
		return path.equals("refused") ? refused : url + path;
	}

	private static boolean hasBody(HttpMethod method) {
		return method != HttpMethod.GET && method != HttpMethod.HEAD;
	}

}
