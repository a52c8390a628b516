package org.meshtrio.propagation.autoconfigure;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import com.example.PropagationConfiguration;
import com.github.tomakehurst.wiremock.client.WireMock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshtrio.headers.HeaderGroup;
import org.meshtrio.headers.PropagatedHeader;
import org.meshtrio.propagation.testing.Caller;
import org.meshtrio.propagation.testing.InRequest;
import org.meshtrio.propagation.testing.RecordingServer;
import org.meshtrio.propagation.testing.TestService;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.micrometer.tracing.autoconfigure.TracingProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The configuration that docs/propagation.md offers for pasting, without the starter.
 */
class PastedConfigurationTest {

	private static final String A = "0af7651916cd43dd8448eb211c80319c";

	private static final String B = "463ac35c9f6413ad48485a3953bb6124";

	private static final String SPAN = "b7ad6b7169203331";

	private static final String TRACEPARENT = "traceparent: 00-" + A + "-" + SPAN + "-01";

	private static final String YAML = "com/example/application.yaml";

	// Relative to tests/brave and tests/otel, which run this test.
	private static final Path PAGE = Path.of("../../docs/propagation.md");

	private static final Path SOURCES = Path.of("../../propagation/src/test");

	/** docs/opentelemetry.md adds this to the YAML; Brave doesn't need it. */
	private static final String BAGGAGE = "management.tracing.baggage.enabled";

	private final TestService service = TestService.of(Application.class, "spring.config.location=classpath:" + YAML,
			BAGGAGE + "=" + ClassUtils.isPresent("brave.Tracing", null));

	static Stream<String> copiedHeaders() {
		return Stream.of(PropagatedHeader.values())
			.filter((header) -> List.of(HeaderGroup.VENDOR_TRACE, HeaderGroup.REQUEST, HeaderGroup.ROUTING)
				.contains(header.group()))
			.map((header) -> header.pattern().replace("*", "trace-id"));
	}

	@ParameterizedTest
	@MethodSource("copiedHeaders")
	void everyHeaderOfTheThreeGroupsIsCopied(String name) throws Exception {
		assertThat(RecordingServer.arrived(this.service, name + ": k=1; a", name + ":", name + ": l=2"))
			.containsEntry(name, List.of("k=1; a", "l=2"));
	}

	@Test
	void nothingElseIsCopied() throws Exception {
		assertThat(RecordingServer.arrived(this.service, "authorization: Bearer abc", "cookie: a=b",
				"x-envoy-attempt-count: 2", "x-forwarded-for: 203.0.113.7", "end-user:  "))
			.doesNotContainKeys("authorization", "cookie", "x-envoy-attempt-count", "x-forwarded-for", "end-user");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/call", "/async" })
	void everyWayToCallCarriesThem(String endpoint) throws Exception {
		assertThat(RecordingServer.arrivedVia(endpoint, this.service, "X-B3-TraceId: " + A, "X-B3-SpanId: " + SPAN,
				"X-B3-Sampled: 1", "X-Request-ID: 1"))
			.containsEntry("x-b3-traceid", List.of(A))
			.containsEntry("x-request-id", List.of("1"));
		assertThat(RecordingServer.arrivedVia(endpoint, this.service)).as("the request after it")
			.doesNotContainKey("x-request-id");
	}

	@Test
	void whatTheApplicationSetItselfWins() throws Exception {
		assertThat(RecordingServer.arrivedVia("/call-with-own-header", this.service, "end-user: jason"))
			.containsEntry("end-user", List.of("mine"));
	}

	@Test
	void aBodyIsNotHeldInMemory() {
		RecordingServer.server().stubFor(WireMock.post("/upload").willReturn(WireMock.ok()));

		this.service.bean(RestClient.class)
			.post()
			.uri(RecordingServer.server().baseUrl() + "/upload")
			.body((body) -> body.write(1))
			.retrieve()
			.toBodilessEntity();

		// Spring knows the length of a body only if it holds the body in memory.
		RecordingServer.server()
			.verify(WireMock.postRequestedFor(WireMock.urlEqualTo("/upload"))
				.withHeader("transfer-encoding", WireMock.equalTo("chunked"))
				.withoutHeader("content-length"));
	}

	@Test
	void tracestateGoesOnlyWithItsTraceparent() throws Exception {
		assertThat(RecordingServer.arrived(this.service, TRACEPARENT, "tracestate: v=1")).containsEntry("tracestate",
				List.of("v=1"));
		assertThat(RecordingServer.arrived(this.service, "tracestate: v=1")).doesNotContainKey("tracestate");

		Map<String, List<String>> otherTrace = RecordingServer.arrived(this.service, TRACEPARENT, "tracestate: v=1",
				"x-b3-traceid: " + B, "x-b3-spanid: " + SPAN, "x-b3-sampled: 1");

		assertThat(otherTrace).containsEntry("x-b3-traceid", List.of(B)).doesNotContainKey("tracestate");
	}

	@Test
	void theYamlSaysWhatTheStarterSets() throws Exception {
		PropertySource<?> yaml = new YamlPropertySourceLoader().load("yaml", new ClassPathResource(YAML)).get(0);
		TracingProperties pasted = new Binder(ConfigurationPropertySources.from(yaml))
			.bind("management.tracing", TracingProperties.class)
			.get();

		assertThat(pasted).usingRecursiveComparison().isEqualTo(InRequest.service().bean(TracingProperties.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "java/com/example/PropagationConfiguration.java", "resources/" + YAML })
	void thePageShowsTheFileAsItIs(String file) throws Exception {
		assertThat(Files.readString(PAGE)).contains(Files.readString(SOURCES.resolve(file)));
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration(exclude = { PropagationAutoConfiguration.class, SpanDeliveryAutoConfiguration.class,
			SettingsAutoConfiguration.class, ExecutorPropagationAutoConfiguration.class,
			SamplingAutoConfiguration.class })
	@EnableAsync
	@Import({ PropagationConfiguration.class, Controller.class, Caller.class })
	static class Application {

		@Bean
		RestClient restClient(RestClient.Builder builder) {
			return builder.build();
		}

	}

	@RestController
	static class Controller {

		private final RestClient client;

		private final Caller caller;

		Controller(RestClient client, Caller caller) {
			this.client = client;
			this.caller = caller;
		}

		@GetMapping("/call")
		String call(@RequestParam String url) {
			return this.client.get().uri(URI.create(url)).retrieve().body(String.class);
		}

		@GetMapping("/call-with-own-header")
		String callWithOwnHeader(@RequestParam String url) {
			return this.client.get().uri(URI.create(url)).header("End-User", "mine").retrieve().body(String.class);
		}

		@GetMapping("/async")
		CompletableFuture<String> async(@RequestParam String url) throws Exception {
			return this.caller.async(() -> this.caller.call(url));
		}

	}

}
