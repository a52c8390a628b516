package org.meshtrio.propagation.inbound;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.tracing.Tracer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshtrio.propagation.testing.Arrivals;
import org.meshtrio.propagation.testing.RecordingServer;
import org.meshtrio.propagation.testing.TestService;
import org.meshtrio.propagation.testing.TracingLibrary;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A request to Actuator makes no span, whatever it calls and wherever the endpoints are.
 * The metrics still count it.
 */
class ActuatorSpansTest {

	private static final String ALL = "management.endpoints.web.exposure.include=*";

	private static final String CONTEXT_PATH = "server.servlet.context-path=/app";

	private static final String SERVLET_PATH = "spring.mvc.servlet.path=/mvc";

	private static final String BASE_PATH = "management.endpoints.web.base-path=";

	/** Endpoints at the root, and health with another name. */
	private static final String[] MOVED = { BASE_PATH + "/", "management.endpoints.web.path-mapping.health=healthz" };

	private static final String LIVEZ = "management.endpoint.health.probes.add-additional-paths=true";

	private static final String OWN_PORT = "management.server.port=0";

	private static final String MAIN = "local.server.port";

	private static final String MANAGEMENT = "local.management.port";

	private static final HttpClient CLIENT = HttpClient.newHttpClient();

	static Stream<Arguments> requests() {
		return Stream.of(on(MAIN, "", "/actuator/health"), on(MAIN, "", "/actuator"), on(MAIN, "", "/actuator/info"),
				on(MAIN, "", "/actuator/metrics/jvm.memory.used"), on(MAIN, "", "/%61ctuator/health"),
				on(MAIN, "", "/actuator;a=b/health;c=d"), on(MAIN, "", "/actuator/health?verbose"),
				on(MAIN, "", "/livez"),
				on(MAIN, "/app", "/app/it/is/here/health", CONTEXT_PATH, BASE_PATH + "/it/is/here"),
				on(MAIN, "/app/mvc", "/app/mvc/actuator/health", CONTEXT_PATH, SERVLET_PATH),
				on(MAIN, "/app/mvc", "/app/mvc/actuator", CONTEXT_PATH, SERVLET_PATH), on(MAIN, "", "/healthz", MOVED),
				on(MAIN, "", "/healthz/readiness", MOVED), on(MAIN, "", "/livez", MOVED),
				on(MAIN, "", "/readyz", MOVED), on(MAIN, "", "/info", MOVED),
				on(MANAGEMENT, "", "/actuator/health", OWN_PORT), on(MANAGEMENT, "", "/actuator", OWN_PORT),
				on(MAIN, "", "/livez", OWN_PORT),
				on(MANAGEMENT, "", "/m/", OWN_PORT, BASE_PATH + "/", "management.server.base-path=/m"),
				on(MANAGEMENT, "", "/m/health", OWN_PORT, BASE_PATH + "/", "management.server.base-path=/m"));
	}

	private static Arguments on(String port, String prefix, String path, String... settings) {
		return Arguments.of(path, port, prefix, List.of(settings));
	}

	@ParameterizedTest(name = "{0} on {1}, {3}")
	@MethodSource("requests")
	void leavesNoSpan(String path, String port, String prefix, List<String> settings) throws Exception {
		TestService service = service(settings);
		for (String[] headers : List.of(Arrivals.SENT,
				new String[] { "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" },
				new String[0])) {
			service.forgetSpans();

			assertThat(status(service, port, path, headers)).isEqualTo(200);

			assertOnlyTheNextRequestMakesSpans(service, prefix);
		}
	}

	@Test
	void isCountedAllTheSame() throws Exception {
		TestService service = service(List.of());
		MeterRegistry meters = service.bean(MeterRegistry.class);
		long before = count(meters, "/actuator/info");

		status(service, MAIN, "/actuator/info");

		await().until(() -> count(meters, "/actuator/info") == before + 1);
	}

	/** The health check of this application calls the next hop, twice. */
	@ParameterizedTest
	@ValueSource(strings = { MAIN, MANAGEMENT })
	void whatItCallsIsNotSampledEither(String port) throws Exception {
		TestService service = service(port.equals(MAIN) ? List.of() : List.of(OWN_PORT));
		RecordingServer.server().resetRequests();

		status(service, port, "/actuator/health", Arrivals.SENT);

		for (String call : List.of("/check", "/check-async")) {
			assertThat(RecordingServer.server().findAll(WireMock.getRequestedFor(urlEqualTo(call)))).singleElement()
				.satisfies((request) -> assertThat(request.header("x-b3-sampled").firstValue()).isEqualTo("0"));
		}
	}

	static Stream<Arguments> otherRequests() {
		return Stream.of(on(MAIN, "", "/other/actuator/health"), on(MAIN, "", "/actuators"),
				on(MAIN, "", "/actuator-like/health"), on(MAIN, "", "/healthz"),
				on(MAIN, "", RecordingServer.via("/call"), MOVED), on(MAIN, "", "/healthzz", MOVED),
				on(MAIN, "", "/", MOVED));
	}

	@ParameterizedTest(name = "{0}, {3}")
	@MethodSource("otherRequests")
	void anotherRequestMakesOne(String path, String port, String prefix, List<String> settings) throws Exception {
		TestService service = service(settings);
		service.forgetSpans();

		status(service, port, path);

		await().until(() -> !service.spans().isEmpty());
	}

	@Test
	void aSpanOfTheApplicationsOwnIsSampledAfterIt() throws Exception {
		TestService service = service(List.of());
		status(service, MAIN, "/actuator/health");
		service.forgetSpans();

		service.bean(Tracer.class).nextSpan().name("a job").start().end();

		assertThat(service.spans()).containsExactly("a job");
	}

	private static TestService service(List<String> settings) {
		return TestService.of(Application.class,
				Stream.concat(Stream.of(ALL, LIVEZ), settings.stream()).toArray(String[]::new));
	}

	/** The request's own spans would have ended before the next request. */
	private static void assertOnlyTheNextRequestMakesSpans(TestService service, String prefix) throws Exception {
		assertThat(service.get(RecordingServer.via(prefix + "/call"))).startsWith("HTTP/1.1 200");
		await().atMost(Duration.ofSeconds(10)).until(() -> service.spans().size() >= 2);
		assertThat(service.spans()).containsExactly("http get", "http get /call");
	}

	private static int status(TestService service, String portProperty, String path, String... headers)
			throws IOException, InterruptedException {
		String port = service.bean(Environment.class).getRequiredProperty(portProperty);
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
			.timeout(Duration.ofSeconds(20));
		for (String header : headers) {
			String[] nameAndValue = header.split(": ");
			request.header(nameAndValue[0], nameAndValue[1]);
		}
		return CLIENT.send(request.build(), BodyHandlers.ofString()).statusCode();
	}

	private static long count(MeterRegistry meters, String uri) {
		Timer timer = meters.find("http.server.requests").tag("uri", uri).timer();
		return (timer != null) ? timer.count() : 0;
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@EnableAsync
	@Import({ TracingLibrary.OnClassPath.class, Calls.class, Checker.class, Check.class })
	static class Application {

		@Bean
		RestClient restClient(RestClient.Builder builder) {
			return builder.build();
		}

		/** A servlet besides Spring MVC's, with a path that ends like Actuator's. */
		@Bean
		ServletRegistrationBean<HttpServlet> otherServlet() {
			return new ServletRegistrationBean<>(new HttpServlet() {
				@Override
				protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
					response.getWriter().print("other");
				}
			}, "/other/*");
		}

	}

	@RestController
	static class Calls {

		private final RestClient client;

		Calls(RestClient client) {
			this.client = client;
		}

		@GetMapping("/call")
		String call(@RequestParam String url) {
			return Objects.requireNonNull(this.client.get().uri(URI.create(url)).retrieve().body(String.class));
		}

	}

	static class Checker {

		private final RestClient client;

		Checker(RestClient client) {
			this.client = client;
		}

		void check(String path) {
			this.client.get().uri(RecordingServer.server().baseUrl() + path).retrieve().toBodilessEntity();
		}

		@Async
		CompletableFuture<Void> checkAsync(String path) {
			check(path);
			return CompletableFuture.completedFuture(null);
		}

	}

	static class Check implements HealthIndicator {

		private final Checker checker;

		Check(Checker checker) {
			this.checker = checker;
		}

		@Override
		public Health health() {
			this.checker.check("/check");
			this.checker.checkAsync("/check-async").join();
			return Health.up().build();
		}

	}

}
