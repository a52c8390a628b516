package org.meshtrio.check.capture;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CaptureTest {

	private static final Duration SLOW = Duration.ofMillis(100);

	@Test
	void keepsTheRequestAndAnswersAsItShould() throws Exception {
		try (Capture capture = capture((request, body) -> Answer.json(201, "[" + body.length + "]"))) {
			HttpResponse<String> response = post(capture.port(), "/items?a=b", "hello");
			assertThat(response.statusCode()).isEqualTo(201);
			assertThat(response.body()).isEqualTo("[5]");
			assertThat(capture.requests()).singleElement().satisfies((request) -> {
				assertThat(request.way()).isEqualTo(Way.UPSTREAM);
				assertThat(request.method()).isEqualTo("POST");
				assertThat(request.target()).isEqualTo("/items?a=b");
				assertThat(request.headers().values("x-two")).containsExactly("1", "2");
			});
			capture.begin(NextHop.FAILS);
			assertThat(post(capture.port(), "/", "").statusCode()).isEqualTo(500);
			assertThat(capture.count()).isEqualTo(1);
			capture.begin(NextHop.IS_SLOW);
			long start = System.nanoTime();
			assertThat(post(capture.port(), "/", "").statusCode()).isEqualTo(201);
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(SLOW);
			capture.begin(NextHop.RESETS);
			assertThatThrownBy(() -> post(capture.port(), "/", "")).isInstanceOf(IOException.class);
			assertThat(capture.count()).isPositive();
		}
	}

	@Test
	void leavesOutWhatExportersSend() throws Exception {
		try (Capture capture = capture((request, body) -> Answer.DEFAULT)) {
			assertThat(post(capture.port(), "/v1/traces", "x").statusCode()).isEqualTo(202);
			assertThat(capture.count()).isZero();
		}
	}

	@Test
	void aRelayPassesRequestsOn() throws Exception {
		try (Capture next = capture((request, body) -> Answer.json(200, request.target() + body.length));
				Capture capture = capture(
						new Relay(URI.create("http://127.0.0.1:" + next.port() + "/base/"), Duration.ofSeconds(10)))) {
			assertThat(post(capture.port(), "/items?a=b", "hello").body()).isEqualTo("/base/items?a=b5");
			assertThat(next.requests().get(0).headers().values("x-two")).containsExactly("1", "2");
			HttpClient client = HttpClient.newBuilder()
				.proxy(ProxySelector.of(new InetSocketAddress("127.0.0.1", capture.port())))
				.build();
			HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + next.port() + "/own"))
				.build();
			assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).body()).isEqualTo("/own0");
			assertThat(capture.requests()).extracting(CapturedRequest::way).containsExactly(Way.UPSTREAM, Way.PROXY);
		}
	}

	private static Capture capture(NextService next) throws IOException {
		return Capture.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), next, SLOW);
	}

	private static HttpResponse<String> post(int port, String path, String body) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
			.POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
		List.of("1", "2").forEach((value) -> request.header("x-two", value));
		return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
	}

}
