package org.meshtrio.hop.next;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.github.tomakehurst.wiremock.WireMockServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meshtrio.answer.Call;
import org.meshtrio.answer.Hop;
import org.meshtrio.hop.TestHop;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okForContentType;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

/** A next hop whose answer tries to deceive the reader. */
@ExtendWith(OutputCaptureExtension.class)
class NextHopTextTest {

	/**
	 * A control character except the line end, or one that changes the text's direction.
	 */
	private static final Pattern DANGEROUS = Pattern
		.compile("[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069]");

	private static final String EVIL = "\\u001b[2J\\u009b31m\\u202e\\u2066\\u200f\\u061c\\u2028";

	private static final String FORGED = "===================arrive service9, invoke service8============";

	private static WireMockServer nextHop;

	private static TestHop service;

	@BeforeAll
	static void start() {
		nextHop = new WireMockServer(options().dynamicPort());
		nextHop.start();
		service = TestHop.start("service0", "trio.next=" + nextHop.baseUrl(), "logging.level.root=info");
	}

	@AfterAll
	static void stop() {
		service.close();
		nextHop.stop();
	}

	@Test
	void noFieldOfItsTreeMovesTheCursorOrTurnsTheText() throws Exception {
		answer("application/json", tree(EVIL, EVIL, "x-" + EVIL, EVIL));

		String answer = service.get("/").body();

		assertThat(DANGEROUS.matcher(answer).results()).as(answer).isEmpty();
		assertThat(answer).contains("\\u001b", "\\u009b", "\\u202e");
	}

	@Test
	void theLogLineIsPrintableAndBounded(CapturedOutput output) throws Exception {
		service.raw("GET / HTTP/1.1\r\nHost: test\r\nx-request-id: r-\u0085\u009b" + "x".repeat(10_000));
		service.raw("GET /?" + "q".repeat(10_000) + " HTTP/1.1\r\nHost: test\r\nx-request-id: r2");

		assertThat(output.getOut().lines()).filteredOn((line) -> line.contains("x-request-id r"))
			.hasSize(2)
			.allSatisfy((line) -> assertThat(line.length()).isLessThan(1000))
			.anySatisfy((line) -> assertThat(line).contains("x-request-id r-\\u0085\\u009bx"));
	}

	@Test
	void theJsonKeepsWhatItSaid() throws Exception {
		answer("application/json", tree(EVIL, EVIL, "x-a", EVIL));

		Hop next = next(service.hop());

		assertThat(next.message()).isEqualTo("\u001b[2J\u009b31m\u202e\u2066\u200f\u061c\u2028");
		assertThat(next.received().headers()).containsEntry("x-a", List.of(next.message()));
	}

	@Test
	void noFieldOfItsTreeForgesALine() throws Exception {
		String evil = "a\\n" + FORGED + "\\r" + FORGED + "\\u0085" + FORGED;
		answer("application/json", tree(evil, FORGED + "\\n" + FORGED, "x-" + evil, evil));

		assertThat(forgedLines()).isEmpty();
	}

	@Test
	void anAnswerThatIsNoTreeForgesNoLine() throws Exception {
		answer("text/plain", FORGED + "\nhello\n" + FORGED);

		assertThat(forgedLines()).isEmpty();
		assertThat(service.get("/").body()).contains("\n  " + FORGED + "\n  hello\n  " + FORGED + "\n");
	}

	@Test
	void credentialsInItsTreeAreNotShown() throws Exception {
		for (String name : List.of("cookie", "Authorization", "x-amz-security-token", "api_key")) {
			answer("application/json", tree("service1", "hello", name, "very-private"));

			for (String accept : List.of("text/plain", "application/json")) {
				assertThat(service.get("/", "accept", accept).body()).contains("[redacted]")
					.doesNotContain("very-private");
			}
		}
	}

	@Test
	void credentialsThatItSendsAreNotShown() throws Exception {
		nextHop.stubFor(any(anyUrl())
			.willReturn(okForContentType("text/plain", "hello").withHeader("Set-Cookie", "id=very-private")
				.withHeader("X-Auth-Token", "very-private")
				.withHeader("Authentication-Info", "nextnonce=very-private")));

		Call call = service.hop().calls().get(0);

		assertThat(Stream.of("set-cookie", "x-auth-token", "authentication-info").map(call.responseHeaders()::get))
			.containsOnly(List.of("[redacted]"));
		assertThat(service.get("/").body()).doesNotContain("very-private");
	}

	private static Stream<String> forgedLines() throws Exception {
		return service.get("/").body().lines().filter((line) -> line.startsWith(FORGED));
	}

	private static Hop next(Hop hop) {
		Call call = hop.calls().get(0);
		assertThat(call).isNotNull();
		Hop next = call.next();
		assertThat(next).isNotNull();
		return next;
	}

	private static void answer(String type, String body) {
		nextHop.stubFor(any(anyUrl()).willReturn(okForContentType(type, body)));
	}

	/** A hop that called another hop, which is the last one. */
	private static String tree(String service, String message, String header, String value) {
		String headers = "{\"%s\":[\"%s\"]}".formatted(header, value);
		String last = hop(service, message, headers, "");
		return hop(service, message, headers,
				("{\"url\":\"http://x/%s\",\"requestHeaders\":%s,\"status\":200,\"responseHeaders\":%s,"
						+ "\"durationMillis\":1.0,\"next\":%s}")
					.formatted(service, headers, headers, last));
	}

	private static String hop(String service, String message, String headers, String call) {
		return ("{\"schema\":2,\"service\":\"%s\",\"version\":\"v1\",\"status\":200,\"message\":\"%s\",\"received\":"
				+ "{\"method\":\"GET\",\"path\":\"/\",\"headers\":%s},\"durationMillis\":1.0,\"calls\":[%s]}")
			.formatted(service, message, headers, call);
	}

}
