package org.meshtrio.hop.endpoint;

import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.meshtrio.hop.TestHop;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests that a service must reject, and unusual ones that it must not, over a plain
 * socket.
 */
class BadInputTest {

	private static final String PROBLEM = "application/problem+json";

	private static final String TEXT = "text/plain";

	private static TestHop service;

	@BeforeAll
	static void start() {
		service = TestHop.start("service2");
	}

	@AfterAll
	static void stop() {
		service.close();
	}

	static Stream<Arguments> requests() {
		return Stream.of(
				// request, status, type of the answer, text in it
				Arguments.of("GET /status/99", "", 400, PROBLEM, "The path's code takes a status from 200 to 599."),
				Arguments.of("GET /status/600", "", 400, PROBLEM, "The path's code takes a status from 200 to 599."),
				Arguments.of("GET /status/abc", "", 400, PROBLEM, "The path's code takes a number."),
				Arguments.of("GET /delay/1e9", "", 400, PROBLEM,
						"The path's seconds takes a number of seconds from 0 to 10."),
				Arguments.of("GET /delay/-1", "", 400, PROBLEM,
						"The path's seconds takes a number of seconds from 0 to 10."),
				Arguments.of("GET /delay/NaN", "", 400, PROBLEM,
						"The path's seconds takes a number of seconds from 0 to 10."),
				Arguments.of("GET /delay/soon", "", 400, PROBLEM, "The path's seconds takes a number."),
				Arguments.of("GET /no/such/path", "", 404, PROBLEM, "This path doesn't exist. Try /,"),
				Arguments.of("GET /error", "", 404, PROBLEM, "This path doesn't exist. Try /,"),
				Arguments.of("GET /actuator", "", 404, PROBLEM, "This path doesn't exist. Try /,"),
				Arguments.of("POST /", "Content-Length: 0", 405, PROBLEM, "This path accepts only GET."),
				Arguments.of("DELETE /headers", "", 405, PROBLEM, "This path accepts only GET."),
				Arguments.of("GET /", "Accept: image/png", 406, PROBLEM,
						"This path answers in text/plain or application/json."),
				Arguments.of("GET /", "trio-fault: nonsense-that-is-not-shown", 400, PROBLEM,
						"The header trio-fault takes service=STATUS"),
				Arguments.of("GET /", "trio-fault:", 400, PROBLEM, "The header trio-fault takes"),
				Arguments.of("GET /", "trio-fault: service2=99", 400, PROBLEM, "The header trio-fault takes"),
				Arguments.of("GET /", "trio-fault: service2=delay 11s", 400, PROBLEM, "The header trio-fault takes"),
				Arguments.of("GET /", "trio-fault: service2=503;attempt<", 400, PROBLEM, "The header trio-fault takes"),
				Arguments.of("GET /", "trio-forward: perhaps", 400, PROBLEM,
						"The header trio-forward takes on or off."),
				Arguments.of("GET /", manyHeaders(200), 400, TEXT, "400: the request was refused"),
				Arguments.of("GET /", "x-long: " + "x".repeat(70_000), 400, TEXT, "400: the request was refused"),
				Arguments.of("GET /|", "", 400, TEXT, "400: the request was refused"),
				Arguments.of("GET /%00", "", 400, TEXT, "400: the request was refused"),
				// accepted requests
				Arguments.of("GET /", manyHeaders(90), 200, TEXT, "hello world"),
				Arguments.of("GET /", "x-long: " + "x".repeat(16_000), 200, TEXT, "hello world"),
				Arguments.of("GET /", "Content-Type: text/plain\r\nContent-Length: 4\r\n\r\nbody", 200, TEXT,
						"hello world"),
				Arguments.of("GET /?query=1", "", 200, TEXT, "hello world"),
				Arguments.of("GET /", "x-envoy-attempt-count: many", 200, TEXT, "hello world"),
				Arguments.of("GET /status/204", "", 204, null, ""),
				Arguments.of("GET /status/418", "", 418, TEXT, "teapot"),
				Arguments.of("GET /delay/0.001", "", 200, "application/json", "{\"delay\":0.001}"),
				Arguments.of("GET /version", "", 200, TEXT, "service2 v1"),
				Arguments.of("GET /getVersion", "", 200, TEXT, "service2 v1"),
				Arguments.of("GET /headers", "Cookie: secret-1\r\nx-a: b", 200, "application/json",
						"\"cookie\":[\"[redacted]\"],\"x-a\":[\"b\"]"),
				Arguments.of("GET /healthz", "", 200, "application/vnd.spring-boot.actuator.v3+json", "\"UP\""),
				Arguments.of("GET /livez", "", 200, "application/vnd.spring-boot.actuator.v3+json", "\"UP\""),
				Arguments.of("GET /readyz", "", 200, "application/vnd.spring-boot.actuator.v3+json", "\"UP\""),
				Arguments.of("GET /metrics", "", 200, TEXT, "jvm_memory_used_bytes"));
	}

	@ParameterizedTest(name = "{0} {1}: {2}")
	@MethodSource("requests")
	void isAnsweredWith(String request, String headers, int status, String type, String says) throws Exception {
		String answer = service.raw(request + " HTTP/1.1\r\nHost: test" + (headers.isEmpty() ? "" : "\r\n" + headers));

		assertThat(answer).startsWith("HTTP/1.1 " + status + " ").contains(says);
		if (type != null) {
			assertThat(answer).containsPattern("(?i)content-type: " + type.replace("+", "\\+"));
		}
		assertThat(answer).doesNotContain("Exception", "\tat ", "Apache Tomcat", "<html", "nonsense-that-is-not-shown",
				"secret-1", "no/such/path");
	}

	private static String manyHeaders(int count) {
		StringBuilder headers = new StringBuilder();
		for (int i = 0; i < count; i++) {
			headers.append("x-").append(i).append(": ").append(i).append("\r\n");
		}
		return headers.substring(0, headers.length() - 2);
	}

}
