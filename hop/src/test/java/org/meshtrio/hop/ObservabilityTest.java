package org.meshtrio.hop;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import com.github.tomakehurst.wiremock.WireMockServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

/** The log, metrics and spans of a request agree. */
@ExtendWith(OutputCaptureExtension.class)
class ObservabilityTest {

	private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

	private final WireMockServer collector = new WireMockServer(options().dynamicPort());

	@BeforeEach
	void startCollector() {
		this.collector.start();
		this.collector.stubFor(post(urlPathEqualTo("/api/v2/spans")).willReturn(aResponse().withStatus(202)));
	}

	@AfterEach
	void stopCollector() {
		this.collector.stop();
		// Spring Boot keeps the format here, and would use it in every later context.
		System.clearProperty("CONSOLE_LOG_STRUCTURED_FORMAT");
	}

	@Test
	void spansThatAreQueuedAtShutdownAreDelivered() throws Exception {
		// A slow store keeps the reporter busy with one message while the next ones wait.
		this.collector
			.stubFor(post(urlPathEqualTo("/api/v2/spans")).willReturn(aResponse().withStatus(202).withFixedDelay(800)));
		AtomicBoolean sending = new AtomicBoolean();
		this.collector.addMockServiceRequestListener((request, response) -> sending.set(true));
		int requests = 0;
		try (TestHop service = reporting("management.tracing.export.zipkin.enabled=true")) {
			while (!sending.get()) {
				service.hop();
				requests++;
			}
			for (int i = 0; i < 10; i++) {
				service.hop();
				requests++;
			}
		}

		assertThat(reportedSpans()).hasSize(requests);
	}

	@Test
	void probesAndScrapesMakeNoSpans() throws Exception {
		try (TestHop service = reporting("management.tracing.export.zipkin.enabled=true")) {
			for (String path : List.of("/healthz", "/livez", "/readyz", "/metrics")) {
				assertThat(service.get(path).statusCode()).isEqualTo(200);
			}
			service.get("/version");
		}

		assertThat(reportedSpans()).hasSize(1)
			.first()
			.satisfies((span) -> assertThat(span.get("tags").get("http.url").asString()).isEqualTo("/version"));
	}

	@Test
	void theLogLineAndTheExemplarCarryTheTraceIdOfTheAnswer(CapturedOutput output) throws Exception {
		try (TestHop service = reporting("logging.level.root=info")) {
			assertThat(service.hop("b3", TRACE_ID + "-b7ad6b7169203331-1", "x-request-id", "r1").traceId())
				.isEqualTo(TRACE_ID);

			assertThat(service.get("/metrics", "accept", "application/openmetrics-text").body().lines())
				.anySatisfy((line) -> assertThat(line).startsWith("http_server_requests_seconds_bucket")
					.contains("trace_id=\"" + TRACE_ID + "\""));
		}

		assertThat(output.getOut().lines())
			.anySatisfy((line) -> assertThat(line).contains("[" + TRACE_ID + ",").contains("x-request-id r1"));
	}

	@Test
	void withSpansOffTheLogLineCarriesTheIdThatArrived(CapturedOutput output) throws Exception {
		try (TestHop service = reporting("logging.level.root=info", "mesh.propagation.spans=false")) {
			assertThat(service.hop("b3", TRACE_ID + "-b7ad6b7169203331-1").traceId()).isEqualTo(TRACE_ID);
			assertThat(service.hop().traceId()).as("a request without a context").isNull();
		}

		assertThat(output.getOut().lines()).filteredOn((line) -> line.contains("GET /"))
			.satisfiesExactly((line) -> assertThat(line).contains("[" + TRACE_ID + ",]"),
					(line) -> assertThat(line).contains("[,]"));
		assertThat(reportedSpans()).isEmpty();
	}

	@Test
	void theLogIsJsonWhenAskedFor(CapturedOutput output) throws Exception {
		try (TestHop service = reporting("logging.level.root=info", "logging.structured.format.console=ecs")) {
			service.hop("b3", TRACE_ID + "-b7ad6b7169203331-1", "x-request-id", "r1");
		}

		JsonMapper json = new JsonMapper();
		assertThat(output.getOut().lines().filter((line) -> line.contains("GET /")).map(json::readTree)).singleElement()
			.satisfies((line) -> {
				assertThat(line.at("/traceId").asString(line.at("/trace/id").asString(""))).isEqualTo(TRACE_ID);
				assertThat(line.at("/requestId").asString()).isEqualTo("r1");
			});
	}

	private TestHop reporting(String... settings) {
		String[] all = java.util.Arrays.copyOf(settings, settings.length + 1);
		all[settings.length] = "management.tracing.export.zipkin.endpoint=" + this.collector.baseUrl()
				+ "/api/v2/spans";
		return TestHop.start("service2", all);
	}

	private List<JsonNode> reportedSpans() {
		JsonMapper json = new JsonMapper();
		return this.collector.findAll(postRequestedFor(urlPathEqualTo("/api/v2/spans")))
			.stream()
			.flatMap((request) -> json.readTree(request.getBodyAsString()).valueStream())
			.toList();
	}

}
