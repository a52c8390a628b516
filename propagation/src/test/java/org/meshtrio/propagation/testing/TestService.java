package org.meshtrio.propagation.testing;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import org.meshtrio.propagation.CurrentTrace;
import org.meshtrio.propagation.TraceIds;
import org.meshtrio.propagation.testing.TracingLibrary.FinishedSpan;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/**
 * A service that has the starter on its class path and doesn't use its API: the code that
 * a user of the starter writes. One application runs for each set of settings, for all
 * tests of a JVM.
 */
public final class TestService {

	/** An application is the same with and without these, and starts once for both. */
	private static final Set<String> DEFAULTS = Set.of("mesh.propagation.spans=true", "mesh.propagation.forward=true",
			"mesh.propagation.credentials=false", "management.tracing.sampling.probability=1",
			"management.tracing.propagation.consume=B3,B3_MULTI,W3C");

	private static final String HEADERS = "mesh.propagation.headers=";

	private static final Map<String, TestService> RUNNING = new ConcurrentHashMap<>();

	private final ConfigurableApplicationContext context;

	private TestService(Class<?> application, List<String> settings) {
		String[] args = Stream
			.concat(Stream.of("--server.port=0", "--management.tracing.export.zipkin.enabled=false",
					"--management.otlp.metrics.export.enabled=false", "--logging.level.root=warn",
					"--spring.main.banner-mode=off", "--server.max-http-request-header-size=64KB"), settings.stream())
			.toArray(String[]::new);
		this.context = SpringApplication.run(application, args);
	}

	/**
	 * The service with some settings, started if it doesn't run yet. If they don't set
	 * {@code mesh.propagation.headers}, it's {@code X-Tenant}, so that tests with and
	 * without a configured header share a service.
	 * @param settings as {@code mesh.propagation.spans=false}
	 */
	public static TestService with(String... settings) {
		return Arrays.stream(settings).anyMatch((setting) -> setting.startsWith(HEADERS))
				? of(Application.class, settings) : of(Application.class,
						Stream.concat(Arrays.stream(settings), Stream.of(HEADERS + "X-Tenant")).toArray(String[]::new));
	}

	/**
	 * Another application with some settings, started if it doesn't run yet.
	 * @param application its class
	 * @param settings as {@code mesh.propagation.spans=false}
	 */
	public static TestService of(Class<?> application, String... settings) {
		List<String> sorted = Arrays.stream(settings)
			.filter((setting) -> !DEFAULTS.contains(setting))
			.map((setting) -> "--" + setting)
			.sorted()
			.toList();
		return RUNNING.computeIfAbsent(application.getName() + sorted, (key) -> new TestService(application, sorted));
	}

	public <T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	/** The names of the spans that it finished so far. */
	public List<String> spans() {
		return tracer().finished().stream().map(FinishedSpan::name).toList();
	}

	public void forgetSpans() {
		tracer().finished().clear();
	}

	/** The tracing library that is on the class path. */
	public TracingLibrary tracer() {
		return bean(TracingLibrary.class);
	}

	/**
	 * Sends a GET request byte for byte, because an HTTP client would change the headers.
	 * @param path the path
	 * @param headers complete lines, {@code b3: 0}
	 * @return the whole answer
	 */
	public String get(String path, String... headers) throws IOException {
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
	@Import({ TracingLibrary.OnClassPath.class, Controller.class, Caller.class })
	public static class Application {

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

	}

	@RestController
	static class Controller {

		private final RestClient client;

		private final RestTemplate template;

		private final Caller caller;

		private final CurrentTrace trace;

		Controller(RestClient client, RestTemplate template, Caller caller, CurrentTrace trace) {
			this.client = client;
			this.template = template;
			this.caller = caller;
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
		CompletableFuture<String> async(@RequestParam String url) throws Exception {
			return this.caller.async(() -> this.caller.call(url));
		}

	}

}
