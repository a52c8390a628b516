package org.meshtrio.hop.next;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.meshtrio.answer.Call;
import org.meshtrio.answer.Hop;
import org.meshtrio.hop.TestHop;
import org.meshtrio.hop.next.FakeNextHop.Behaviour;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshtrio.hop.next.FakeNextHop.answer;

/**
 * A next hop that fails in many ways: a clear answer each time, and no leak.
 */
class NextHopClientTest {

	private static final JsonMapper JSON = new JsonMapper();

	private static final String HOP = "{\"schema\":2,\"service\":\"service1\",\"version\":\"v1\",\"status\":%d,\"message\":\"m\","
			+ "\"received\":{\"method\":\"GET\",\"path\":\"/\",\"headers\":{}},\"durationMillis\":1.0,\"calls\":[]}";

	private static FakeNextHop nextHop;

	private static TestHop service;

	@BeforeAll
	static void start() throws IOException {
		nextHop = new FakeNextHop();
		service = TestHop.start("service0", "trio.next=http://127.0.0.1:" + nextHop.port(), "trio.timeout=1s");
	}

	@AfterAll
	static void stop() throws IOException {
		service.close();
		nextHop.close();
	}

	static Stream<Arguments> nextHops() {
		return Stream.of(
				// the case, the next hop's behavior, the status for the caller, the error
				// or the excerpt
				Arguments.of("hangs", (Behaviour) NextHopClientTest::hang, 504, "didn't answer within 1.0 s"),
				Arguments.of("sends a byte now and then", (Behaviour) NextHopClientTest::drip, 504,
						"didn't finish its answer within 1.0 s"),
				Arguments.of("answers garbage", answer("\0\1\2 no HTTP at all\r\n\r\n"), 502,
						"closed the connection before a complete HTTP answer arrived"),
				Arguments.of("answers in an unknown protocol", answer("HTTP/9.9 200 Fine\r\n\r\n"), 502,
						"answered with something that isn't HTTP"),
				Arguments.of("closes at once", answer(""), 502,
						"closed the connection before a complete HTTP answer arrived"),
				Arguments.of("closes half-way", answer("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"serv"), 502,
						"closed the connection before a complete HTTP answer arrived"),
				Arguments.of("closes half-way through a chunk",
						answer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1f4\r\n{\"serv"), 502,
						"closed the connection before a complete HTTP answer arrived"),
				Arguments.of("sends 10 MB", (Behaviour) NextHopClientTest::tenMegabytes, 502,
						"sent an answer of more than 1048576 bytes"),
				Arguments.of("redirects", answer(http("302 Found", "Location: http://127.0.0.1:1/\r\n", "")), 502,
						"answered with a redirect (302), which isn't followed"),
				Arguments.of("answers 500 without a hop", answer(http("500 Oops", "", "broken")), 500, "broken"),
				Arguments.of("answers 404 without a hop", answer(http("404 Not Found", "", "not here")), 404,
						"not here"),
				Arguments.of("answers 418 without a hop", answer(http("418 Teapot", "", "short and stout")), 418,
						"short and stout"),
				Arguments.of("answers JSON that is not a hop",
						answer(http("200 OK", "Content-Type: application/json\r\n", "{\"headers\":{}}")), 200,
						"{\"headers\":{}}"),
				Arguments.of("answers JSON that is an array",
						answer(http("200 OK", "Content-Type: application/json\r\n", "[1,2]")), 200, "[1,2]"),
				Arguments.of("answers broken JSON",
						answer(http("200 OK", "Content-Type: application/json\r\n", "{\"service\":")), 200,
						"{\"service\":"),
				Arguments.of("answers nothing", answer(http("200 OK", "", "")), 200, ""),
				Arguments.of("answers without a body", answer("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"),
						200, ""),
				Arguments.of("answers 503 with a hop", hop(503), 503, null),
				Arguments.of("answers 404 with a hop", hop(404), 404, null),
				Arguments.of("answers 418 with a hop", hop(418), 418, null),
				Arguments.of("answers 200 with a hop", hop(200), 200, null));
	}

	@ParameterizedTest(name = "{0}: {2}")
	@MethodSource("nextHops")
	void itsAnswerIsClear(String what, Behaviour behaviour, int status, String text) throws Exception {
		nextHop.behave(behaviour);

		HttpResponse<String> response = service.get("/", "accept", "application/json");

		assertThat(response.statusCode()).isEqualTo(status);
		Hop hop = JSON.readValue(response.body(), Hop.class);
		Call call = hop.calls().get(0);
		assertThat(call).isNotNull();
		assertThat(call.requestHeaders()).containsKey("x-b3-traceid");
		String said = (call.error() != null) ? call.error() : call.excerpt();
		if (text == null) {
			assertThat(call.next()).isNotNull();
			assertThat(said).isNull();
		}
		else {
			assertThat(said).endsWith(text);
			assertThat(call.next()).isNull();
		}
		assertThat(response.body()).doesNotContain("Exception", "\\tat ");
		assertThat(service.get("/").body()).as("the text of it").contains("service0").doesNotContain("Exception");
	}

	@Test
	void aNextHopThatIsDownIs502() throws Exception {
		int port;
		try (ServerSocket socket = new ServerSocket(0)) {
			port = socket.getLocalPort();
		}
		try (TestHop alone = TestHop.start("service0", "trio.next=http://127.0.0.1:" + port)) {
			HttpResponse<String> response = alone.get("/");

			assertThat(response.statusCode()).isEqualTo(502);
			assertThat(response.body())
				.contains("http://127.0.0.1:%d refused the connection: is it running?".formatted(port));
		}
	}

	@Test
	void aNextHopThatNobodyKnowsIs502() throws Exception {
		try (TestHop alone = TestHop.start("service0", "trio.next=http://nobody.invalid")) {
			assertThat(alone.get("/").statusCode()).isEqualTo(502);
			assertThat(alone.hop().message()).isEqualTo("http://nobody.invalid is unknown: no such host name");
		}
	}

	@Tag("slow")
	@ParameterizedTest(name = "{0}")
	@MethodSource("nextHops")
	void nothingLeaks(String what, Behaviour behaviour, int status, String text) throws Exception {
		nextHop.behave(behaviour);
		// Only slow requests run many at a time.
		int callers = (status == 504) ? 60 : 8;
		callAtOnce(60, callers);
		int threads = threadsBesidesPools();

		// More than the pool's connections: if each call leaked one, the last would fail.
		List<Integer> statuses = callAtOnce(250, callers);

		assertThat(statuses).hasSize(250).containsOnly(status);
		assertThat(threadsBesidesPools()).as("threads").isLessThanOrEqualTo(threads);
		await(() -> nextHop.open() == 0, () -> nextHop.open() + " connections are still open");
	}

	private static List<Integer> callAtOnce(int calls, int atOnce) throws Exception {
		ExecutorService callers = Executors.newFixedThreadPool(atOnce);
		try {
			List<Future<Integer>> answers = new ArrayList<>();
			for (int i = 0; i < calls; i++) {
				answers.add(callers.submit(() -> service.get("/").statusCode()));
			}
			List<Integer> statuses = new ArrayList<>();
			for (Future<Integer> answer : answers) {
				statuses.add(answer.get(60, TimeUnit.SECONDS));
			}
			return statuses;
		}
		finally {
			callers.shutdownNow();
			callers.awaitTermination(10, TimeUnit.SECONDS);
		}
	}

	/**
	 * Without Tomcat's workers, which stay, and without the threads of the test itself.
	 */
	private static int threadsBesidesPools() {
		return (int) Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> !name.startsWith("http-nio") && !name.startsWith("fake-next-hop")
					&& !name.startsWith("pool-") && !name.startsWith("HttpClient-") && !name.startsWith("ForkJoin"))
			.count();
	}

	private static String http(String status, String headers, String body) {
		return "HTTP/1.1 %s\r\nConnection: close\r\nContent-Length: %d\r\n%s\r\n%s".formatted(status, body.length(),
				headers, body);
	}

	private static Behaviour hop(int status) {
		return answer(http(status + " Some", "Content-Type: application/json\r\n", HOP.formatted(status)));
	}

	/** Until the service closes the connection. */
	private static void hang(Socket socket) throws IOException {
		assertThat(socket.getInputStream().read()).isEqualTo(-1);
	}

	private static void drip(Socket socket) throws IOException, InterruptedException {
		OutputStream out = socket.getOutputStream();
		out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
		while (true) {
			out.write("1\r\n{\r\n".getBytes(StandardCharsets.ISO_8859_1));
			out.flush();
			// The pace of the drip; nothing waits for it.
			Thread.sleep(Duration.ofMillis(50).toMillis());
		}
	}

	private static void tenMegabytes(Socket socket) throws IOException {
		OutputStream out = socket.getOutputStream();
		byte[] part = new byte[1024 * 1024];
		out.write("HTTP/1.1 200 OK\r\nContent-Length: 10485760\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
		for (int i = 0; i < 10; i++) {
			out.write(part);
		}
	}

	private static void await(BooleanSupplier condition, Supplier<String> otherwise) throws InterruptedException {
		long limit = System.nanoTime() + Duration.ofSeconds(10).toNanos();
		while (!condition.getAsBoolean()) {
			assertThat(System.nanoTime()).as(otherwise).isLessThan(limit);
			Thread.sleep(20);
		}
	}

}
