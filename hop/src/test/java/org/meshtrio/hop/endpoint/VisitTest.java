package org.meshtrio.hop.endpoint;

import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshtrio.hop.TestHop;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A visit through proxies on Kubernetes: headers are shown unchanged, and the visit is
 * observed once.
 */
class VisitTest {

	private static TestHop service;

	@BeforeAll
	static void start() {
		service = TestHop.start("service2", "spring.main.cloud-platform=kubernetes");
	}

	@AfterAll
	static void stop() {
		service.close();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			x-forwarded-for    | 203.0.113.7, 10.0.0.1
			x-forwarded-proto  | https
			x-forwarded-host   | trio.example.com
			x-forwarded-port   | 443
			x-forwarded-prefix | /trio
			forwarded          | for=203.0.113.7;proto=https
			""")
	void whatProxiesWroteIsShownAsItCame(String name, String value) throws Exception {
		assertThat(service.get("/headers", name, value).body()).contains("\"%s\":[\"%s\"]".formatted(name, value));
		assertThat(service.hop(name, value).received().headers()).containsEntry(name, List.of(value));
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "/favicon.ico", "/apple-touch-icon.png", "/apple-touch-icon-precomposed.png", "/robots.txt" })
	void whatBrowsersAskForByThemselvesIsNotObserved(String path) throws Exception {
		service.get("/version");
		String before = requests();

		var answer = service.get(path);

		assertThat(answer.statusCode()).isEqualTo(404);
		assertThat(answer.headers().firstValue("cache-control"))
			.hasValueSatisfying((value) -> assertThat(value).contains("max-age=86400"));
		assertThat(requests()).isEqualTo(before);
	}

	@Test
	void aSimilarPathIsObserved() throws Exception {
		String before = requests();

		service.get("/icon.ico");

		assertThat(requests()).isNotEqualTo(before);
	}

	/** Each observation is a request in the metrics and a span. */
	private static String requests() throws Exception {
		return String.join("\n", service.get("/metrics")
			.body()
			.lines()
			.filter((line) -> line.startsWith("http_server_requests_seconds_count") && !line.contains("/metrics"))
			.toList());
	}

}
