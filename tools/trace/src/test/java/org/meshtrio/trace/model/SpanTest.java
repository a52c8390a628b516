package org.meshtrio.trace.model;

import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class SpanTest {

	@ParameterizedTest
	@MethodSource
	void hasTheErrorThatItsTagsTell(@Nullable String error, Map<String, String> tags) {
		assertThat(new Span("1", "1", null, "service0", "get", "SERVER", 1, 1, tags).error()).isEqualTo(error);
	}

	static Stream<Arguments> hasTheErrorThatItsTagsTell() {
		return Stream.of(
				// Zipkin, with what Brave and the starter put there
				arguments("503", Map.of("error", "503", "status", "503")),
				arguments("Connection refused", Map.of("error", "Connection refused", "status", "CLIENT_ERROR")),
				arguments("", Map.of("error", "")), arguments("502", Map.of("error", " ", "status", "502")),
				// Envoy
				arguments("503", Map.of("error", "true", "http.status_code", "503")),
				arguments("", Map.of("error", "true", "http.status_code", "0")),
				// Jaeger, from OpenTelemetry
				arguments("504", Map.of("error", "true", "otel.status_code", "ERROR", "error.type", "504")),
				arguments("500", Map.of("otel.status_code", "ERROR", "http.response.status_code", "500")),
				arguments("", Map.of("otel.status_code", "ERROR")),
				// No error
				arguments(null, Map.of()), arguments(null, Map.of("error", "false", "http.status_code", "503")),
				arguments(null, Map.of("otel.status_code", "OK", "http.status_code", "404")));
	}

}
