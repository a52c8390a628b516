package org.meshtrio.hop.page;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshtrio.hop.TestHop;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who gets the page, and its headers. {@code tests/page} opens it in a browser.
 */
class PageFilterTest {

	private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";

	private static final int MOST_BYTES = 100_000;

	private static TestHop service;

	@BeforeAll
	static void start() {
		service = TestHop.start("service2", "trio.trace-url=https://traces.example.com/?a='&id={traceId}");
	}

	@AfterAll
	static void stop() {
		service.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { BROWSER, "text/html", "image/png, text/html;q=0.1", "text/html, text/plain;q=0.9",
			"text/html;charset=utf-7", "text/html, */*" })
	void aClientThatPrefersHtmlGetsThePage(String accept) throws Exception {
		HttpResponse<String> answer = service.get("/", "accept", accept);

		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.headers().firstValue("content-type")).contains("text/html;charset=UTF-8");
		assertThat(answer.body()).startsWith("<!doctype html>");
	}

	@ParameterizedTest
	@ValueSource(strings = { "*/*", "text/plain, text/html", "application/json, text/html;q=0.9", "text/*",
			"text/html;q=0.5, text/plain", "text/html;q=0, */*" })
	void anyOtherClientGetsTheChain(String accept) throws Exception {
		HttpResponse<String> answer = service.get("/", "accept", accept);

		assertThat(answer.body()).contains("hello world").doesNotContain("<!doctype");
	}

	@Test
	void anyOtherPathOrMethodIsntThePage() throws Exception {
		assertThat(service.get("/version", "accept", BROWSER).body()).isEqualTo("service2 v1\n");
		assertThat(service.raw("POST / HTTP/1.1\r\nHost: test\r\nAccept: text/html\r\nContent-Length: 0"))
			.startsWith("HTTP/1.1 405");
		assertThat(service.raw("HEAD / HTTP/1.1\r\nHost: test\r\nAccept: text/html")).contains("ETag: ")
			.doesNotContain("<!doctype");
	}

	/** Each observation is a request in the metrics and a span. */
	@Test
	void thePageItselfIsNotObserved() throws Exception {
		service.hop();
		String before = requests();

		service.get("/", "accept", BROWSER);

		assertThat(requests()).isEqualTo(before);
	}

	@Test
	void aBrowserThatHasThePageKeepsIt() throws Exception {
		String etag = service.get("/", "accept", BROWSER).headers().firstValue("etag").orElseThrow();

		HttpResponse<String> answer = service.get("/", "accept", BROWSER, "if-none-match", etag);

		assertThat(answer.statusCode()).isEqualTo(304);
		assertThat(answer.body()).isEmpty();
		assertThat(answer.headers().firstValue("cache-control")).contains("no-cache");
		assertThat(answer.headers().firstValue("vary")).contains("Accept");
		assertThat(service.get("/", "accept", BROWSER, "if-none-match", "\"other\"").statusCode()).isEqualTo(200);
	}

	@Test
	void itIsOneSmallDocumentThatNamesNoOther() throws Exception {
		String page = service.get("/", "accept", BROWSER).body();

		assertThat(page.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(MOST_BYTES);
		assertThat(page).doesNotContain(" src=", "@import", "url(", "import {", "\nexport ", "innerHTML",
				"insertAdjacentHTML", " style=\"", "document.write", "eval(");
		assertThat(page.split("</script>", -1)).as("scripts").hasSize(2);
	}

	@Test
	void thePolicyAllowsOnlyItsStyleAndItsScript() throws Exception {
		HttpResponse<String> answer = service.get("/", "accept", BROWSER);

		String policy = answer.headers().firstValue("content-security-policy").orElseThrow();
		assertThat(policy).startsWith("default-src 'none'; connect-src 'self'; ")
			.contains("script-src 'sha256-" + sha256(answer.body(), "<script type=\"module\">(.*)</script>") + "';",
					"style-src 'sha256-" + sha256(answer.body(), "<style>(.*)</style>") + "';", "base-uri 'none'",
					"form-action 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'")
			.doesNotContain("unsafe", "*");
	}

	@Test
	void theTraceUrlIsText() throws Exception {
		assertThat(service.get("/", "accept", BROWSER).body())
			.contains("<meta name=\"trace-url\" content=\"https://traces.example.com/?a=&#39;&amp;id={traceId}\">");
	}

	private static String requests() throws Exception {
		return String.join("\n", service.get("/metrics")
			.body()
			.lines()
			.filter((line) -> line.startsWith("http_server_requests_seconds_count") && !line.contains("/metrics"))
			.toList());
	}

	private static String sha256(String page, String element) throws Exception {
		Matcher matcher = Pattern.compile(element, Pattern.DOTALL).matcher(page);
		assertThat(matcher.find()).as(element).isTrue();
		return Base64.getEncoder()
			.encodeToString(
					MessageDigest.getInstance("SHA-256").digest(matcher.group(1).getBytes(StandardCharsets.UTF_8)));
	}

}
