package org.meshtrio.trace.request;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshtrio.answer.Hop;
import org.meshtrio.trace.http.ConnectTo;
import org.meshtrio.trace.model.Headers;
import org.meshtrio.trace.store.TraceStoreTest;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okForContentType;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.temporaryRedirect;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ChainClientTest {

	private static final String HOP = """
			{"schema": 2, "service": "service0", "version": "v1", "status": 502, "message": "no", "durationMillis": 1.5,
			"received": {"method": "GET", "path": "/", "headers": {"host": ["x"]}}, "ofTheFuture": [1],
			"calls": [{"url": "http://service1/", "requestHeaders": {}, "responseHeaders": {}, "durationMillis": 1,
			"error": "refused"}]}""";

	@RegisterExtension
	private final WireMockExtension server = WireMockExtension.newInstance()
		.options(wireMockConfig().dynamicPort().httpsPort(0))
		.build();

	private final ChainClient client = new ChainClient(Duration.ofSeconds(30));

	private final ChainClient impatient = new ChainClient(Duration.ofMillis(1500));

	@Test
	void readsTheHopsOfAnErrorToo() throws NoAnswerException {
		answer(okJson(HOP).withStatus(502));
		Hop hop = this.client.get(url(),
				new Headers(Map.of("x-b3-flags", List.of("1"), "Host", List.of("trio.example.com"))));
		assertThat(hop.service()).isEqualTo("service0");
		assertThat(hop.status()).isEqualTo(502);
		this.server.verify(getRequestedFor(urlEqualTo("/")).withHeader("accept", equalTo("application/json"))
			.withHeader("x-b3-flags", equalTo("1"))
			.withHeader("host", equalTo("trio.example.com")));
	}

	@Test
	void entersElsewhereWithTheHostOfTheUrl() throws NoAnswerException {
		this.server.stubFor(get(urlEqualTo("/service0?a=b")).willReturn(okJson(HOP)));
		ConnectTo entry = new ConnectTo("trio.example.com", this.server.getRuntimeInfo().getHttpPort());
		new ChainClient(Duration.ofSeconds(30), entry).get(URI.create("http://trio.example.com/service0?a=b"),
				Headers.NONE);
		this.server
			.verify(getRequestedFor(urlEqualTo("/service0?a=b")).withHeader("host", equalTo("trio.example.com")));
	}

	@Test
	void entersElsewhereByTlsWithWhateverCertificateIsThere() throws NoAnswerException {
		answer(okJson(HOP));
		ConnectTo entry = new ConnectTo("trio.example.com", this.server.getRuntimeInfo().getHttpsPort());
		new ChainClient(Duration.ofSeconds(30), entry).get(URI.create("https://trio.example.com/"), Headers.NONE);
		this.server.verify(getRequestedFor(urlEqualTo("/")).withHeader("host", equalTo("trio.example.com")));
		assertThatExceptionOfType(NoAnswerException.class)
			.isThrownBy(() -> this.client.get(
					URI.create("https://localhost:" + this.server.getRuntimeInfo().getHttpsPort() + "/"), Headers.NONE))
			.withMessageContaining("TLS failed");
	}

	@Test
	void saysThatAServiceIsOfAnotherVersion() {
		answer(okJson(HOP.replace("\"schema\": 2, ", "")));
		assertFailure(
				" answered 200 in schema 1 of the trio's answer, and this trio reads schema 2: use the trio of the"
						+ " version that is deployed");
		answer(okJson(HOP.replace("\"schema\": 2", "\"schema\": 3")));
		assertFailure(
				" answered 200 in schema 3 of the trio's answer, and this trio reads schema 2: use the trio of the"
						+ " version that is deployed");
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "[]", "{}", "{\"args\": {}, \"headers\": {}}", "{\"service\": \"x\"}",
			"{\"schema\": 2, \"service\": \"x\", \"received\": {\"method\": \"GET\"}}",
			"{\"schema\": 2, \"service\": \"x\", \"status\": 1, \"durationMillis\": 1, \"received\": {}}",
			"{\"schema\": 2, \"service\": \"x\", \"status\": 1, \"durationMillis\": 1, \"received\": {\"headers\": {}},"
					+ " \"calls\": [{\"url\": \"x\", \"durationMillis\": 1}]}",
			"not json", "{\"service\":" })
	void saysThatJsonIsNoHop(String json) {
		answer(okJson(json));
		assertFailure(" answered 200 application/json, which isn't an answer of the trio: " + json);
	}

	@Test
	void saysThatAPageIsNoHop() {
		answer(okForContentType("text/html", "<html>\n\u001B[2J"));
		assertFailure(" answered 200 text/html, which isn't an answer of the trio: <html>\uFFFD\uFFFD[2J");
	}

	@Test
	void saysThatAnEmptyAnswerIsNoHop() {
		answer(ok());
		assertFailure(" answered 200, which isn't an answer of the trio");
	}

	@Test
	void saysWhereARedirectLeads() {
		answer(temporaryRedirect("https://trio.example.com/"));
		assertFailure(" answered 302 and redirects to https://trio.example.com/: use that URL");
	}

	@Test
	void saysThatTheAnswerDoesNotCome() {
		answer(ok().withFixedDelay(10_000));
		assertFailure(this.impatient, " gave no answer: not within 1.5 s");
	}

	@Test
	void saysThatTheAnswerDoesNotEnd() {
		answer(okJson(HOP).withChunkedDribbleDelay(10, 10_000));
		assertFailure(this.impatient, " gave no answer: not within 1.5 s");
	}

	@Test
	void saysThatTheConnectionBroke() {
		answer(aResponse().withFault(Fault.EMPTY_RESPONSE));
		assertThatExceptionOfType(NoAnswerException.class).isThrownBy(() -> this.client.get(url(), Headers.NONE))
			.withMessageStartingWith(url() + " gave no answer: the connection broke (");
	}

	@Test
	void saysThatNothingListens() throws IOException {
		URI closed = URI.create("http://localhost:" + TraceStoreTest.unusedPort() + "/");
		assertThatExceptionOfType(NoAnswerException.class).isThrownBy(() -> this.client.get(closed, Headers.NONE))
			.withMessage(closed + " gave no answer: nothing listens there (connection refused)");
	}

	@Test
	void saysThatTheHostIsUnknown() {
		URI unknown = URI.create("http://service0.invalid/");
		assertThatExceptionOfType(NoAnswerException.class).isThrownBy(() -> this.client.get(unknown, Headers.NONE))
			.withMessage(unknown + " gave no answer: the host name service0.invalid is unknown");
	}

	@Test
	void saysThatTlsFailed() {
		URI https = URI.create("https://localhost:" + this.server.getRuntimeInfo().getHttpsPort() + "/");
		assertThatExceptionOfType(NoAnswerException.class).isThrownBy(() -> this.client.get(https, Headers.NONE))
			.withMessageMatching(https + " gave no answer: TLS failed \\(.*certification path.*\\)");
	}

	private void assertFailure(String message) {
		assertFailure(this.client, message);
	}

	private void assertFailure(ChainClient client, String message) {
		assertThatExceptionOfType(NoAnswerException.class).isThrownBy(() -> client.get(url(), Headers.NONE))
			.withMessage(url() + message);
	}

	private URI url() {
		return URI.create("http://localhost:" + this.server.getPort() + "/");
	}

	private void answer(ResponseDefinitionBuilder answer) {
		this.server.stubFor(get("/").willReturn(answer));
	}

}
