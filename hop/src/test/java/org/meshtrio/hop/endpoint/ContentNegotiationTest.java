package org.meshtrio.hop.endpoint;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshtrio.hop.TestHop;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every path with every kind of {@code Accept}: an answer or the right error.
 */
@ExtendWith(OutputCaptureExtension.class)
class ContentNegotiationTest {

	private static final List<String> PATHS = List.of("/", "/headers", "/status/200", "/status/418", "/delay/0",
			"/version", "/getVersion", "/healthz", "/healthz/liveness", "/livez", "/readyz", "/metrics");

	private static final Pattern TYPE = Pattern.compile("(?im)^content-type: *([^;\r]*)");

	private static TestHop service;

	@BeforeAll
	static void start() {
		service = TestHop.start("service2", "logging.level.root=info");
	}

	@AfterAll
	static void stop() {
		service.close();
	}

	static Stream<Arguments> accepts() {
		return PATHS.stream()
			.flatMap((path) -> Stream
				.of("*/*", "text/plain", "application/json", "text/html", "application/*", "image/png",
						"application/json;charset=utf-32", "application/json;charset=utf-16",
						"application/json;charset=nonsense", "application/json; charset=\"utf-8\"",
						"text/plain;charset=utf-16", "text/html;charset=utf-7", "text/plain;version=0.0.4",
						"application/openmetrics-text", "%", "text", "text/", "/", "a/b/c", "*/json", "text/plain;q=x",
						"text/plain;q=2", "application/json;q=0", ";", "application/json, %", "x".repeat(5000))
				.map((accept) -> Arguments.of(path, accept)));
	}

	@ParameterizedTest
	@MethodSource("accepts")
	void isAnsweredOrRefused(String path, String accept) throws Exception {
		String answer = get(path, accept);

		int status = Integer.parseInt(answer.substring(9, 12));
		if (status == 406) {
			String detail = answer.substring(answer.indexOf("\"detail\""));
			assertThat(detail).containsPattern("This path answers in [a-z]+/|The header accept is malformed");
			if (!detail.contains("malformed") && !accept.contains("q=0")) {
				assertThat(detail.split("[ ,;.]")).doesNotContain(accept.split(";")[0]);
			}
		}
		else {
			assertThat(status).isEqualTo(path.equals("/status/418") ? 418 : 200);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", ",", " , ,", "\r\nAccept:" })
	void noTypeIsAnyType(String accept) throws Exception {
		for (String path : PATHS) {
			assertThat(type(get(path, accept))).as(path).isEqualTo(type(get(path, "*/*")));
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			/            | application/json;charset=utf-32         | application/json
			/            | text/html, application/json;charset=x;q=0.9 | text/html
			/livez       | application/json;charset=utf-32         | application/json
			/headers     | application/json;charset=nonsense       | application/json
			/delay/0     | application/json;charset=utf-16         | application/json
			/metrics     | application/openmetrics-text            | application/openmetrics-text
			/version     | text/html, */*;q=0.1                    | text/plain
			""")
	void isAnsweredIn(String path, String accept, String type) throws Exception {
		assertThat(type(get(path, accept))).isEqualTo(type);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			/version | application/json | This path answers in text/plain.
			/headers | text/html        | This path answers in application/json
			/        | image/png        | This path answers in text/plain or application/json.
			/        | %                | The header accept is malformed.
			""")
	void isRefusedWith(String path, String accept, String detail) throws Exception {
		assertThat(get(path, accept)).startsWith("HTTP/1.1 406").contains(detail);
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET /no/such/{long}", "POST /{long}", "{long} /", "GET /?%zz{long}", "GET /|{long}",
			"GET /%00{long}", "GET /delay/{long}", "GET /version HTTP/1.1\r\nAccept: {long}",
			"GET / HTTP/1.1\r\nx y{long}: z", "GET / HTTP/1.1\r\nCookie: a=\u0001{long}",
			"GET / HTTP/1.1\r\nContent-Type: %{long}", "GET / HTTP/1.1\r\ntrio-fault: {long}" })
	void aBadRequestIsOneShortLineInTheLogAtMost(String request, CapturedOutput output) throws Exception {
		int before = output.getAll().length();
		String all = request.replace("{long}", "l".repeat(5000));

		service.raw((all.contains(" HTTP/1.1\r\n") ? all : all + " HTTP/1.1") + "\r\nHost: test");

		String logged = output.getAll().substring(before);
		assertThat(logged).doesNotContain("\tat ");
		assertThat(logged.lines().toList()).hasSizeLessThanOrEqualTo(1)
			.allSatisfy((line) -> assertThat(line.length()).isLessThan(700));
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET /", "POST /", "GET /no/such" })
	void manyTrailersAreNoStackTraceInTheLog(String request, CapturedOutput output) throws Exception {
		int before = output.getAll().length();

		service.raw(request + " HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n"
				+ "t: x\r\n".repeat(500).replace("t:", "t" + "y".repeat(20) + ":"));

		assertThat(output.getAll().substring(before).lines().toList()).hasSizeLessThanOrEqualTo(1);
	}

	private static String get(String path, String accept) throws Exception {
		return service.raw("GET " + path + " HTTP/1.1\r\nHost: test\r\nAccept: " + accept);
	}

	private static String type(String answer) {
		Matcher type = TYPE.matcher(answer);
		return type.find() ? type.group(1).toLowerCase(Locale.ROOT) : "";
	}

}
