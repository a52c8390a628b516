package org.meshtrio.propagation.inbound;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.observation.ObservationRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshtrio.propagation.testing.TestService;
import org.meshtrio.propagation.testing.TracingLibrary;
import org.meshtrio.propagation.testing.TracingLibrary.FinishedSpan;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientResponseException;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncTask;
import org.springframework.web.filter.ServerHttpObservationFilter;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The spans of an answer with an error status have an error. In each test the service
 * calls itself, which makes a client span and a server span.
 */
class HttpErrorsTest {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private static final TestService SERVICE = TestService.of(App.class);

	private static final boolean BRAVE = SERVICE.tracer().writesTheParent();

	@ParameterizedTest
	@ValueSource(ints = { 500, 503, 504, 599, 999 })
	void anAnswerWith5xxIsAnErrorOfServerAndClient(int status) throws Exception {
		Exchange exchange = exchange(SERVICE, "/entity?status=" + status);
		assertError(exchange.server(), "" + status);
		assertError(exchange.client(), "" + status);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/callable", "/deferred", "/future", "/send-error", "/set-status", "/exception" })
	void aServersErrorShowsHoweverTheStatusIsSet(String path) throws Exception {
		Exchange exchange = exchange(SERVICE, path + "?status=503");
		assertError(exchange.server(), "503");
		assertError(exchange.client(), "503");
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 404, 418, 429, 499 })
	void anAnswerWith4xxIsAnErrorOfTheClientOnly(int status) throws Exception {
		Exchange exchange = exchange(SERVICE, "/entity?status=" + status);
		assertNoError(exchange.server());
		assertError(exchange.client(), "" + status);
	}

	@Test
	void anUnknownPathIsAnErrorOfTheClientOnly() throws Exception {
		Exchange exchange = exchange(SERVICE, "/nowhere");
		assertNoError(exchange.server());
		assertError(exchange.client(), "404");
	}

	@Test
	void the4xxOfACallCanBeNoError() throws Exception {
		TestService service = TestService.of(App.class, "mesh.propagation.client-4xx-is-error=false");
		assertNoError(exchange(service, "/entity?status=404").client());
		assertNoError(exchange(service, "/entity?status=499").client());
		assertError(exchange(service, "/entity?status=500").client(), "500");
	}

	@ParameterizedTest
	@ValueSource(ints = { 200, 204, 300, 304, 399 })
	void otherAnswersAreNoErrors(int status) throws Exception {
		Exchange exchange = exchange(SERVICE, "/entity?status=" + status);
		assertNoError(exchange.server());
		assertNoError(exchange.client());
	}

	@ParameterizedTest
	@ValueSource(strings = { "/late-deferred", "/late-callable" })
	void anAsynchronousRequestThatTimesOutIsAnError(String path) throws Exception {
		Exchange exchange = exchange(SERVICE, path);
		assertError(exchange.client(), "503");
		assertError(exchange.server(), "503");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/late-fallback", "/late-stream" })
	void anAsynchronousRequestThatTimesOutAfterAnAnswerIsNone(String path) throws Exception {
		Exchange exchange = exchange(SERVICE, path);
		assertNoError(exchange.client());
		assertNoError(exchange.server());
	}

	@ParameterizedTest
	@CsvSource({ "/thrown, broken on purpose", "/callable-thrown, broken on purpose", "/told, told by hand" })
	void anExceptionOfTheServerStays(String path, String message) throws Exception {
		Exchange exchange = exchange(SERVICE, path);
		assertException(exchange.server(), message);
		assertError(exchange.client(), "500");
	}

	@ParameterizedTest
	@ValueSource(strings = { "retrieve", "template" })
	void anExceptionOfTheClientStays(String how) throws Exception {
		for (int status : new int[] { 503, 404 }) {
			Exchange exchange = exchange(SERVICE, "/entity?status=" + status, how);
			assertException(exchange.client(), status + " ");
		}
	}

	@Test
	void aCallByWebClientIsNoExceptionToTheRules() throws Exception {
		assertError(exchange(SERVICE, "/entity?status=503", "web-client").client(), "503");
		assertError(exchange(SERVICE, "/entity?status=404", "web-client").client(), "404");
		assertNoError(exchange(SERVICE, "/entity?status=200", "web-client").client());
	}

	@Test
	void aCallThatIsRefusedHasItsException() throws Exception {
		String trace = trace();
		int unused;
		try (ServerSocket socket = new ServerSocket(0)) {
			unused = socket.getLocalPort();
		}
		SERVICE.get("/refused?port=" + unused, traceparent(trace));
		assertException(span(SERVICE, trace, "CLIENT", 1), "I/O error on GET request");
	}

	@Test
	void theMetricsKeepTheirTags() throws Exception {
		exchange(SERVICE, "/entity?status=507");
		MeterRegistry registry = SERVICE.bean(MeterRegistry.class);
		assertThat(tags(registry, "http.server.requests")).isEqualTo(Map.of("error", "none", "exception", "none",
				"method", "GET", "outcome", "SERVER_ERROR", "status", "507", "uri", "/entity"));
		assertThat(tags(registry, "http.client.requests")).isEqualTo(Map.of("client.name", "localhost", "error", "none",
				"exception", "none", "method", "GET", "outcome", "SERVER_ERROR", "status", "507", "uri", "none"));
	}

	private static Map<String, String> tags(MeterRegistry registry, String meter) {
		Map<String, String> tags = new TreeMap<>();
		for (Tag tag : registry.get(meter).tag("status", "507").timer().getId().getTags()) {
			tags.put(tag.getKey(), tag.getValue());
		}
		return tags;
	}

	private static void assertError(FinishedSpan span, String status) {
		assertThat(span.failed()).as("an error in %s", span).isTrue();
		assertThat(span.tags()).containsEntry(BRAVE ? "error" : "error.type", status);
		assertThat(span.exception()).as("an exception in %s", span).isFalse();
	}

	private static void assertException(FinishedSpan span, String message) {
		assertThat(span.failed()).as("an error in %s", span).isTrue();
		assertThat(span.exception()).as("an exception in %s", span).isTrue();
		if (BRAVE) {
			assertThat(span.tags().get("error")).startsWith(message);
		}
	}

	private static void assertNoError(FinishedSpan span) {
		assertThat(span.failed()).as("an error in %s", span).isFalse();
		assertThat(span.tags()).doesNotContainKeys("error", "error.type");
	}

	private static Exchange exchange(TestService service, String path) throws Exception {
		return exchange(service, path, "exchange");
	}

	/** Makes the service call itself, and waits for the three spans. */
	private static Exchange exchange(TestService service, String path, String how) throws Exception {
		String trace = trace();
		service.get("/call?how=" + how + "&path=" + path, traceparent(trace));
		return new Exchange(span(service, trace, "SERVER", 2), span(service, trace, "CLIENT", 1));
	}

	/** The span of the called service, not the caller's. They end in any order. */
	private static FinishedSpan span(TestService service, String trace, String kind, int count)
			throws InterruptedException {
		long end = System.nanoTime() + LIMIT.toNanos();
		while (true) {
			List<FinishedSpan> spans = service.tracer()
				.finished()
				.stream()
				.filter((span) -> span.traceId().equals(trace) && span.kind().equals(kind))
				.toList();
			if (spans.size() == count) {
				return spans.stream()
					.filter((span) -> !"/call".equals(span.tags().get("uri")))
					.findFirst()
					.orElseThrow();
			}
			assertThat(System.nanoTime()).as("%d %s spans of %s, not %s", count, kind, trace, spans).isLessThan(end);
			Thread.sleep(5);
		}
	}

	private static String trace() {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		return "%016x%016x".formatted(random.nextLong(1, Long.MAX_VALUE), random.nextLong());
	}

	private static String traceparent(String trace) {
		return "traceparent: 00-" + trace + "-00f067aa0ba902b7-01";
	}

	/**
	 * The two spans of an exchange.
	 *
	 * @param server the called service's span
	 * @param client the caller's
	 */
	private record Exchange(FinishedSpan server, FinishedSpan client) {

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import({ TracingLibrary.OnClassPath.class, Caller.class, Called.class })
	static class App {

		/** Apache's client would retry after a 503. */
		@Bean
		ClientHttpRequestFactoryBuilder<?> clientHttpRequestFactoryBuilder() {
			return ClientHttpRequestFactoryBuilder.jdk();
		}

		@Bean
		RestClient restClient(RestClient.Builder builder) {
			return builder.build();
		}

		@Bean
		RestTemplate restTemplate(RestTemplateBuilder builder) {
			return builder.build();
		}

	}

	@RestController
	static class Caller {

		private final RestClient client;

		private final RestTemplate template;

		private final WebClient webClient;

		private final ServletWebServerApplicationContext context;

		Caller(RestClient client, RestTemplate template, ObservationRegistry observations,
				ServletWebServerApplicationContext context) {
			this.client = client;
			this.template = template;
			this.webClient = WebClient.builder()
				.clientConnector(new JdkClientHttpConnector())
				.observationRegistry(observations)
				.build();
			this.context = context;
		}

		@GetMapping("/call")
		String call(@RequestParam String how, @RequestParam String path) {
			URI uri = URI.create("http://localhost:" + this.context.getWebServer().getPort() + path);
			try {
				switch (how) {
					case "retrieve" -> this.client.get().uri(uri).retrieve().toBodilessEntity();
					case "template" -> this.template.getForObject(uri, String.class);
					case "web-client" ->
						this.webClient.get().uri(uri).exchangeToMono(ClientResponse::toBodilessEntity).block();
					default -> this.client.get().uri(uri).exchange((request, response) -> response.getStatusCode());
				}
			}
			catch (RestClientResponseException ex) {
				return "failed";
			}
			return "answered";
		}

		@GetMapping("/refused")
		String refused(@RequestParam int port) {
			try {
				return this.client.get().uri("http://localhost:" + port).retrieve().body(String.class);
			}
			catch (ResourceAccessException ex) {
				return "refused";
			}
		}

	}

	@RestController
	static class Called {

		@GetMapping("/entity")
		ResponseEntity<String> entity(@RequestParam int status) {
			return ResponseEntity.status(status).build();
		}

		@GetMapping("/callable")
		Callable<ResponseEntity<String>> callable(@RequestParam int status) {
			return () -> ResponseEntity.status(status).build();
		}

		@GetMapping("/deferred")
		DeferredResult<ResponseEntity<String>> deferred(@RequestParam int status) {
			DeferredResult<ResponseEntity<String>> result = new DeferredResult<>();
			new Thread(() -> result.setResult(ResponseEntity.status(status).build())).start();
			return result;
		}

		@GetMapping("/future")
		CompletableFuture<ResponseEntity<String>> future(@RequestParam int status) {
			return CompletableFuture.supplyAsync(() -> ResponseEntity.status(status).build());
		}

		@GetMapping("/send-error")
		void sendError(@RequestParam int status, HttpServletResponse response) throws IOException {
			response.sendError(status);
		}

		@GetMapping("/set-status")
		void setStatus(@RequestParam int status, HttpServletResponse response) {
			response.setStatus(status);
		}

		@GetMapping("/exception")
		void exception(@RequestParam int status) {
			throw new ResponseStatusException(HttpStatusCode.valueOf(status));
		}

		@GetMapping("/thrown")
		void thrown() {
			throw new IllegalStateException("broken on purpose");
		}

		@GetMapping("/callable-thrown")
		Callable<String> callableThrown() {
			return () -> {
				throw new IllegalStateException("broken on purpose");
			};
		}

		@GetMapping("/told")
		void told() {
			throw new UnsupportedOperationException("told by hand");
		}

		@GetMapping("/late-deferred")
		DeferredResult<String> lateDeferred() {
			return new DeferredResult<>(1L);
		}

		@GetMapping("/late-callable")
		WebAsyncTask<String> lateCallable() {
			CountDownLatch answered = new CountDownLatch(1);
			WebAsyncTask<String> task = new WebAsyncTask<>(1, () -> {
				awaitUninterruptibly(answered);
				return "too late";
			});
			task.onCompletion(answered::countDown);
			return task;
		}

		/**
		 * Spring interrupts a late task, whose result must not come before the answer.
		 */
		private static void awaitUninterruptibly(CountDownLatch latch) {
			long end = System.nanoTime() + LIMIT.toNanos();
			boolean open = false;
			while (!open && System.nanoTime() < end) {
				try {
					open = latch.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
				}
				catch (InterruptedException ex) {
					// Keeps waiting.
				}
			}
		}

		@GetMapping("/late-fallback")
		DeferredResult<String> lateFallback() {
			return new DeferredResult<>(1L, "instead");
		}

		/** The usual end of an event stream, which the client then reopens. */
		@GetMapping("/late-stream")
		SseEmitter lateStream() throws IOException {
			SseEmitter stream = new SseEmitter(1L);
			stream.send("event");
			return stream;
		}

		/** As in Spring's documentation, for a handled exception. */
		@ExceptionHandler
		ResponseEntity<String> handle(UnsupportedOperationException exception, HttpServletRequest request) {
			ServerHttpObservationFilter.findObservationContext(request)
				.ifPresent((context) -> context.setError(exception));
			return ResponseEntity.internalServerError().build();
		}

	}

}
