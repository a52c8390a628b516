package org.meshtrio.hop;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** No traffic can make a scrape large, nor its memory. */
class MetricLabelsTest {

	private static final int LARGEST_SCRAPE = 200_000;

	/** Every eighth status is enough to notice a missing limit. */
	private static final int STEP = 8;

	private static final List<String> PATHS = List.of("/", "/headers", "/status/200", "/status/600", "/status/x",
			"/delay/0", "/delay/11", "/version", "/getVersion", "/healthz", "/livez", "/readyz", "/metrics", "/error",
			"/healthz/liveness", "/healthz/x");

	private static final Set<String> STATUSES = Set.of("200", "400", "403", "404", "429", "500", "502", "503", "504",
			"2xx", "3xx", "4xx", "5xx");

	/** Answers with the status that the request asks for. */
	private static HttpServer nextHop;

	private static TestHop first;

	@BeforeAll
	static void start() throws Exception {
		nextHop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		nextHop.createContext("/", (exchange) -> {
			String fault = exchange.getRequestHeaders().getFirst("trio-fault");
			exchange.sendResponseHeaders(Integer.parseInt(fault.substring(fault.indexOf('=') + 1)), -1);
			exchange.close();
		});
		nextHop.start();
		first = TestHop.start("service0", "trio.next=http://127.0.0.1:" + nextHop.getAddress().getPort(),
				"logging.level.root=off");
		for (int status = 200; status < 600; status += STEP) {
			// At the client and the server, and with the path that has the status in it.
			first.get("/", "trio-fault", "service1=" + status);
			first.get("/status/" + status);
		}
		first.get("/", "trio-fault", "service1=503");
		for (String path : PATHS) {
			for (String method : List.of("GET", "HEAD", "OPTIONS", "POST", "X")) {
				first.raw(method + " " + path + " HTTP/1.1\r\nHost: test\r\ntrio-fault: service1=200");
			}
			first.raw("GET " + path + " HTTP/1.1\r\nHost: test\r\nAccept: image/png");
		}
		for (int i = 0; i < 50; i++) {
			first.raw("M%d / HTTP/1.1\r\nHost: test".formatted(i));
			first.raw("GET /path%d HTTP/1.1\r\nHost: test".formatted(i));
		}
	}

	@AfterAll
	static void stop() {
		first.close();
		nextHop.stop(0);
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/plain", "application/openmetrics-text" })
	void aScrapeStaysSmall(String format) throws Exception {
		String scrape = first.get("/metrics", "accept", format).body();

		assertThat(scrape).contains("http_server_requests_seconds_count", "http_client_requests_seconds_count");
		assertThat(scrape.lines().filter((line) -> line.contains("requests_active"))).isEmpty();
		assertThat(scrape.length()).isLessThan(LARGEST_SCRAPE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "http_server_requests_seconds_count", "http_client_requests_seconds_count" })
	void aStatusIsOneOfAFewOrItsClass(String meter) throws Exception {
		assertThat(values(meter, "status")).isSubsetOf(STATUSES).contains("200", "503", "2xx", "3xx", "4xx", "5xx");
	}

	@Test
	void unknownMethodsAndPathsAreOneValueEach() throws Exception {
		assertThat(values("http_server_requests_seconds_count", "method")).containsOnly("GET", "UNKNOWN");
		assertThat(values("http_server_requests_seconds_count", "uri")).contains("/", "/status/{code}")
			.noneMatch((uri) -> uri.contains("path1"))
			.hasSizeLessThan(20);
	}

	@Test
	void everyRequestIsCounted() throws Exception {
		Pattern count = Pattern.compile(
				"http_server_requests_seconds_count\\{[^}]*method=\"GET\"[^}]*uri=\"/status/\\{code}\"} ([0-9.]+)");
		double counted = count.matcher(first.get("/metrics").body())
			.results()
			.mapToDouble((match) -> Double.parseDouble(match.group(1)))
			.sum();

		assertThat(counted).isGreaterThanOrEqualTo(400.0 / STEP);
	}

	@Test
	void theChainHasBucketsWithExemplars() throws Exception {
		assertThat(first.get("/metrics", "accept", "application/openmetrics-text").body().lines())
			.anySatisfy((line) -> assertThat(line).startsWith("http_server_requests_seconds_bucket")
				.contains("uri=\"/\"", "trace_id="));
	}

	private static Set<String> values(String meter, String label) throws Exception {
		return Pattern.compile("(?m)^" + meter + "\\{.*?" + label + "=\"([^\"]*)\"")
			.matcher(first.get("/metrics").body())
			.results()
			.map((MatchResult match) -> match.group(1))
			.collect(Collectors.toSet());
	}

}
