package org.meshtrio.hop.next;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.meshtrio.hop.TestHop;
import org.meshtrio.hop.fault.Faults;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.client.RestClient;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Large answers of the next hop are handled one at a time, because the heap has no room
 * for more.
 */
class LargeAnswersTest {

	private static final byte[] LARGE = new byte[NextHopClient.LARGE_ANSWER_BYTES];

	private static final byte[] SMALL = new byte[NextHopClient.LARGE_ANSWER_BYTES - 1];

	private static final Duration NO_TIME = Duration.ofMillis(20);

	private final LargeAnswers answers = new LargeAnswers();

	@AfterEach
	void noRequest() {
		RequestContextHolder.resetRequestAttributes();
	}

	@Test
	void aSecondOneWaitsUntilTheFirstRequestHasEnded() throws Exception {
		ServletRequestAttributes first = begin();
		assertThat(read(LARGE)).isEqualTo(LARGE);

		begin();
		assertThatExceptionOfType(LargeAnswers.NoTurnException.class).isThrownBy(() -> read(LARGE));

		first.requestCompleted();
		assertThat(read(LARGE)).isEqualTo(LARGE);
	}

	@Test
	void smallOnesDoNot() throws Exception {
		begin();
		read(LARGE);

		begin();
		assertThat(read(SMALL)).isEqualTo(SMALL);
		assertThat(read(new byte[0])).isEmpty();
	}

	@Test
	void oneThatBreaksOffGivesItsTurnBack() throws Exception {
		ServletRequestAttributes first = begin();
		assertThatExceptionOfType(AnswerTooLargeException.class)
			.isThrownBy(() -> this.answers.ofRequest().read(new FilterInputStream(new ByteArrayInputStream(LARGE)) {
				@Override
				public int read(byte[] buffer, int offset, int length) throws IOException {
					int read = super.read(buffer, offset, length);
					if (read < 0) {
						throw new AnswerTooLargeException(1);
					}
					return read;
				}
			}, soon()));
		first.requestCompleted();

		begin();
		assertThat(read(LARGE)).isEqualTo(LARGE);
	}

	@Test
	void ofManyAtATimeEachIsAnswered() throws Exception {
		byte[] body = "x".repeat(300_000).getBytes(StandardCharsets.US_ASCII);
		try (FakeNextHop nextHop = new FakeNextHop();
				TestHop service = TestHop.start("service0", "trio.next=http://127.0.0.1:" + nextHop.port())) {
			nextHop.behave((socket) -> {
				socket.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
				socket.getOutputStream().write(body);
			});
			ExecutorService callers = Executors.newFixedThreadPool(16);
			try {
				List<Future<HttpResponse<String>>> responses = new ArrayList<>();
				for (int i = 0; i < 64; i++) {
					responses.add(callers.submit(() -> service.get("/")));
				}
				for (Future<HttpResponse<String>> response : responses) {
					assertThat(response.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
				}
			}
			finally {
				callers.shutdownNow();
			}
		}
	}

	@Test
	void whereTheTurnDoesNotComeTheCallerGets503() throws Exception {
		Duration timeout = Duration.ofSeconds(1);
		try (FakeNextHop nextHop = new FakeNextHop()) {
			nextHop.behave((socket) -> {
				socket.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
				socket.getOutputStream().write(LARGE);
			});
			NextHops next = new NextHops(List
				.of(new NextHopClient(RestClient.builder().requestFactory(HopHttpClient.requestFactory(timeout)),
						URI.create("http://127.0.0.1:" + nextHop.port()), timeout)),
					timeout, Runnable::run);
			begin();
			assertThat(next.call(Faults.parse(List.of(), null), Map.of()).status()).isEqualTo(200);

			begin();
			NextHops.Outcomes second = next.call(Faults.parse(List.of(), null), Map.of());

			assertThat(second.status()).isEqualTo(503);
			assertThat(second.calls().get(0).error()).endsWith(
					"sent a large answer while others were being handled, for all of 1.0 s: try again in a second");
		}
	}

	private byte[] read(byte[] body) throws Exception {
		return this.answers.ofRequest().read(new ByteArrayInputStream(body), soon());
	}

	private static long soon() {
		return System.nanoTime() + NO_TIME.toNanos();
	}

	private static ServletRequestAttributes begin() {
		ServletRequestAttributes attributes = new ServletRequestAttributes(new MockHttpServletRequest());
		RequestContextHolder.setRequestAttributes(attributes);
		return attributes;
	}

}
