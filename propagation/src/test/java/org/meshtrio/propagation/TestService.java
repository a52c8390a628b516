package org.meshtrio.propagation;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

import brave.handler.MutableSpan;
import brave.handler.SpanHandler;
import brave.propagation.TraceContext;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/**
 * A service that has the starter on its class path and knows nothing of it: the code that
 * a user of the starter writes. One runs for each set of settings, for all tests
 * together.
 */
final class TestService {

	private static final Map<List<String>, TestService> RUNNING = new ConcurrentHashMap<>();

	private final ConfigurableApplicationContext context;

	private TestService(List<String> settings) {
		String[] args = Stream
			.concat(Stream.of("--server.port=0", "--management.tracing.export.zipkin.enabled=false",
					"--logging.level.root=warn", "--spring.main.banner-mode=off",
					"--server.max-http-request-header-size=64KB"), settings.stream())
			.toArray(String[]::new);
		this.context = SpringApplication.run(Application.class, args);
	}

	/**
	 * The service with some settings, started if it does not run yet.
	 * @param settings as {@code trio.spans=false}
	 */
	static TestService with(String... settings) {
		return RUNNING.computeIfAbsent(Arrays.stream(settings).map((setting) -> "--" + setting).sorted().toList(),
				TestService::new);
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	/** The spans that it finished so far. */
	Queue<MutableSpan> spans() {
		return bean(FinishedSpans.class).spans;
	}

	/**
	 * Sends a GET request as it stands, without a client that would put headers in order.
	 * @param path the path
	 * @param headers complete lines, {@code b3: 0}
	 * @return the whole answer
	 */
	String get(String path, String... headers) throws IOException {
		int port = Integer.parseInt(this.context.getEnvironment().getRequiredProperty("local.server.port"));
		try (Socket socket = new Socket("127.0.0.1", port)) {
			socket.setSoTimeout(20_000);
			StringBuilder request = new StringBuilder(
					"GET " + path + " HTTP/1.1\r\nHost: test\r\nConnection: close\r\n");
			for (String header : headers) {
				request.append(header).append("\r\n");
			}
			socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
		}
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@EnableAsync
	@Import({ Controller.class, AsyncCaller.class })
	static class Application {

		@Bean
		ClientHttpRequestFactoryBuilder<?> clientHttpRequestFactoryBuilder() {
			return ClientHttpRequestFactoryBuilder.httpComponents()
				.withConnectionManagerCustomizer((manager) -> manager.setMaxConnPerRoute(100).setMaxConnTotal(100));
		}

		@Bean
		RestClient restClient(RestClient.Builder builder) {
			return builder.build();
		}

		@Bean
		RestTemplate restTemplate(RestTemplateBuilder builder) {
			return builder.build();
		}

		@Bean
		FinishedSpans finishedSpans() {
			return new FinishedSpans();
		}

	}

	@RestController
	static class Controller {

		private final RestClient client;

		private final RestTemplate template;

		private final AsyncCaller asyncCaller;

		private final CurrentTrace trace;

		Controller(RestClient client, RestTemplate template, AsyncCaller asyncCaller, CurrentTrace trace) {
			this.client = client;
			this.template = template;
			this.asyncCaller = asyncCaller;
			this.trace = trace;
		}

		@GetMapping("/call")
		String call(@RequestParam String url) {
			String traceId = this.trace.ids().map(TraceIds::traceId).orElse("none");
			return traceId + " " + this.client.get().uri(URI.create(url)).retrieve().body(String.class);
		}

		@GetMapping("/call-with-own-header")
		String callWithOwnHeader(@RequestParam String url) {
			return this.client.get().uri(URI.create(url)).header("End-User", "mine").retrieve().body(String.class);
		}

		@GetMapping("/template")
		String template(@RequestParam String url) {
			return this.template.getForObject(url, String.class);
		}

		@GetMapping("/async")
		CompletableFuture<String> async(@RequestParam String url) {
			return this.asyncCaller.call(url);
		}

	}

	static class AsyncCaller {

		private final RestClient client;

		AsyncCaller(RestClient client) {
			this.client = client;
		}

		@Async
		public CompletableFuture<String> call(String url) {
			return CompletableFuture
				.completedFuture(this.client.get().uri(URI.create(url)).retrieve().body(String.class));
		}

	}

	static class FinishedSpans extends SpanHandler {

		private final Queue<MutableSpan> spans = new ConcurrentLinkedQueue<>();

		@Override
		public boolean end(TraceContext context, MutableSpan span, Cause cause) {
			this.spans.add(span);
			return true;
		}

	}

}
