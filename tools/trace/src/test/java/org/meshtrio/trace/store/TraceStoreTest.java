package org.meshtrio.trace.store;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.meshtrio.trace.model.Span;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okForContentType;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

public class TraceStoreTest {

	private static final String TRACE = "463ac35c9f6413ad";

	@RegisterExtension
	private final WireMockExtension server = WireMockExtension.newInstance()
		.options(wireMockConfig().dynamicPort())
		.build();

	@Test
	void readsZipkin() throws IOException {
		answer("/api/v2/services", okJson("[\"service0\"]"));
		answer("/api/v2/trace/" + TRACE, okJson(recorded("zipkin-trace.json")));
		TraceStore store = TraceStore.at(URI.create(this.server.baseUrl() + "/"));
		assertThat(store.name()).isEqualTo("Zipkin at " + this.server.baseUrl());
		assertThat(store.page(TRACE)).isEqualTo(this.server.baseUrl() + "/zipkin/traces/" + TRACE);
		assertThat(store.trace(TRACE)).as("the earliest first, one without a time before it")
			.containsExactly(new Span(TRACE, "a2fb4a1d1a96d312", "000003c35c9f6413", "", "task", null, 0, 0, Map.of()),
					new Span(TRACE, TRACE, null, "service0", "http get /", "SERVER", 1700000000000000L, 41000,
							Map.of("http.url", "/", "method", "GET")),
					new Span(TRACE, "000003c35c9f6413", TRACE, "service0", "http get", "CLIENT", 1700000000005000L,
							30000, Map.of("status", "200")));
	}

	@Test
	void asksZipkinForTheTracesOfAService() throws IOException {
		answer("/api/v2/services", okJson("[\"service0\"]"));
		answer("/api/v2/traces?serviceName=service0&endTs=1700000001&lookback=2&limit=100",
				okJson("[" + recorded("zipkin-trace.json") + "]"));
		assertThat(TraceStore.at(URI.create(this.server.baseUrl())).recent("service0", 1699999999999L, 1700000000000L))
			.hasSize(3);
	}

	@Test
	void asksJaegerForTheTracesOfAService() throws IOException {
		answer("/api/v2/services", okForContentType("text/html", "<!doctype html>"));
		answer("/api/services", okJson("{\"data\":[\"service0\"],\"total\":1}"));
		answer("/api/traces?service=service0.trio&start=1&end=2&limit=100", okJson(recorded("jaeger-trace.json")));
		assertThat(TraceStore.at(URI.create(this.server.baseUrl())).recent("service0.trio", 1, 2)).hasSize(3);
	}

	@Test
	void readsJaegerUnderAPath() throws IOException {
		// Jaeger answers an unknown path with its page.
		answer("/jaeger/api/v2/services", okForContentType("text/html", "<!doctype html>"));
		answer("/jaeger/api/services", okJson("{\"data\":[\"service0\"],\"total\":1}"));
		answer("/jaeger/api/traces/" + TRACE, okJson(recorded("jaeger-trace.json")));
		TraceStore store = TraceStore.at(URI.create(this.server.baseUrl() + "/jaeger/"));
		assertThat(store.name()).isEqualTo("Jaeger at " + this.server.baseUrl() + "/jaeger");
		assertThat(store.page(TRACE)).isEqualTo(this.server.baseUrl() + "/jaeger/trace/" + TRACE);
		assertThat(store.trace(TRACE)).containsExactly(
				new Span(TRACE, TRACE, null, "service0", "http get /", "SERVER", 1700000000000000L, 41000,
						Map.of("method", "GET", "http.status_code", "200", "error", "false")),
				new Span(TRACE, "000003c35c9f6413", TRACE, "service0", "http get", "CLIENT", 1700000000005000L, 30000,
						Map.of()),
				new Span(TRACE, "a2fb4a1d1a96d312", "000003c35c9f6413", "service1", "task", null, 1700000000006000L, 1,
						Map.of()));
	}

	@Test
	void anUnknownTraceHasNoSpansAndIsAskedForWithoutPadding() throws IOException {
		answer("/api/v2/services", okJson("[]"));
		assertThat(TraceStore.at(URI.create(this.server.baseUrl())).trace("0000000000000000" + TRACE)).isEmpty();
		assertThat(this.server.findAllUnmatchedRequests()).extracting("url").containsExactly("/api/v2/trace/" + TRACE);
	}

	@Test
	void saysWhatIsWrongWithTheStore() throws IOException {
		String base = this.server.baseUrl();
		assertThatExceptionOfType(TraceStoreException.class).isThrownBy(() -> TraceStore.at(URI.create(base)))
			.withMessage(base + " isn't a trace store: it answers neither as Zipkin (/api/v2/services) nor as Jaeger"
					+ " (/api/services)");
		answer("/api/v2/services", okJson("[]"));
		answer("/api/v2/trace/" + TRACE, serverError().withBody("out of\nmemory"));
		TraceStore store = TraceStore.at(URI.create(base));
		assertThatExceptionOfType(TraceStoreException.class).isThrownBy(() -> store.trace(TRACE))
			.withMessage("GET " + base + "/api/v2/trace/" + TRACE + " answered 500: out of\uFFFDmemory");
	}

	@Test
	void saysThatTheStoreIsNotThere() throws IOException {
		String base = "http://localhost:" + unusedPort();
		assertThatExceptionOfType(TraceStoreException.class).isThrownBy(() -> TraceStore.at(URI.create(base)))
			.withMessage(base + " gave no answer: nothing listens there (connection refused)");
	}

	public static int unusedPort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	private void answer(String path, ResponseDefinitionBuilder answer) {
		this.server.stubFor(get(path).willReturn(answer));
	}

	private static String recorded(String name) throws IOException {
		try (var file = TraceStoreTest.class.getResourceAsStream(name)) {
			assertThat(file).isNotNull();
			return new String(file.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

}
