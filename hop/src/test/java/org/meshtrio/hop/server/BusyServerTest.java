package org.meshtrio.hop.server;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

import org.apache.catalina.connector.Connector;
import org.apache.coyote.AbstractProtocol;
import org.apache.tomcat.util.threads.ThreadPoolExecutor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshtrio.hop.TestHop;

import static org.assertj.core.api.Assertions.assertThat;

/** A service with four threads and sixteen connections, which are all in use. */
@Tag("slow")
class BusyServerTest {

	private static final int THREADS = 4;

	private static final int CONNECTIONS = 16;

	private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(2);

	private static final String HOST = " HTTP/1.1\r\nHost: test\r\n";

	private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private static TestHop service;

	private final List<Socket> open = new ArrayList<>();

	@BeforeAll
	static void start() {
		service = TestHop.start("service2", "trio.probe-port=0", "server.tomcat.threads.max=" + THREADS,
				"server.tomcat.max-connections=" + CONNECTIONS, "server.tomcat.max-swallow-size=1KB",
				"server.tomcat.connection-timeout=" + CONNECTION_TIMEOUT.toMillis() + "ms");
	}

	@AfterAll
	static void stop() {
		service.close();
	}

	@AfterEach
	void closeAll() throws Exception {
		for (Socket socket : this.open) {
			socket.close();
		}
		await("the server is idle again", () -> main().getConnectionCount() <= 1 && busy() == 0);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/livez", "/readyz", "/healthz", "/metrics" })
	void probesAnswerWhileSlowBodiesHoldEveryThread(String path) throws Exception {
		for (int i = 0; i < 2 * THREADS; i++) {
			send("POST /" + HOST + "Content-Length: 1000\r\n\r\nslow");
		}
		await("every thread is busy", () -> busy() == THREADS);

		assertThat(probe(path).statusCode()).isEqualTo(200);
		assertThat(busy()).as("threads that were busy all the while").isEqualTo(THREADS);
	}

	@Test
	void probesAnswerWhileUnfinishedRequestsHoldEveryConnection() throws Exception {
		for (int i = 0; i < CONNECTIONS + THREADS; i++) {
			send("GET /" + HOST);
		}
		await("every connection is taken", () -> main().getConnectionCount() == CONNECTIONS);

		assertThat(probe("/livez").statusCode()).isEqualTo(200);
		assertThat(main().getConnectionCount()).as("connections that have buffers").isLessThanOrEqualTo(CONNECTIONS);
		// A request that waits behind them is served when they time out.
		assertThat(get("/version", "")).startsWith("HTTP/1.1 200");
	}

	@Test
	void thePortForProbesTakesNoRequestThatCouldKeepItsThreads() throws Exception {
		assertThat(probe("/delay/10").statusCode()).isEqualTo(404);
		assertThat(probe("/").statusCode()).isEqualTo(404);
	}

	@Test
	void aRequestThatWouldBeOneWaitTooManyHearsSoAtOnce() throws Exception {
		// The first request of each kind takes longer.
		get("/delay/0.001", "");
		get("/", "trio-fault: service2=delay 1ms");
		for (int i = 0; i < THREADS - 1; i++) {
			send("GET /delay/5" + HOST + "\r\n");
		}
		await("as many wait as may", () -> waiting() == THREADS - 1);

		String delay = get("/delay/5", "");
		String fault = get("/", "Accept: application/json\r\ntrio-fault: service2=delay 5s");
		String asShortAsWork = get("/delay/0.01", "");

		assertThat(waiting()).as("requests that waited all the while").isEqualTo(THREADS - 1);
		assertThat(delay).startsWith("HTTP/1.1 503")
			.contains("Retry-After: 1")
			.contains("3 requests are already waiting here, which is the limit");
		assertThat(fault).startsWith("HTTP/1.1 503")
			.contains("3 requests are already waiting here")
			.contains("\"service\":\"service2\"");
		assertThat(asShortAsWork).startsWith("HTTP/1.1 200");
	}

	@Test
	void aConnectionThatIsKeptMayBeIdleForLongerThanOneThatNeverSends() throws Exception {
		Socket kept = send("GET /version" + HOST + "Connection: keep-alive\r\n\r\n");
		assertThat(answer(kept)).startsWith("HTTP/1.1 200").contains("timeout=3900");
		Socket silent = send("");

		assertThat(silent.getInputStream().read()).as("the end of the connection that never sent").isEqualTo(-1);
		kept.getOutputStream().write(("GET /version" + HOST + "\r\n").getBytes(StandardCharsets.ISO_8859_1));

		assertThat(answer(kept)).startsWith("HTTP/1.1 200");
	}

	@Test
	void idleConnectionsNeverTakeTheLastQuarterOfThePlaces() throws Exception {
		int kept = 0;
		for (int i = 0; i < 2 * CONNECTIONS; i++) {
			kept += answer(send("GET /version" + HOST + "\r\n")).contains("Connection: close") ? 0 : 1;
		}

		// Tomcat counts the next connection before it arrives.
		assertThat(kept).as("answers that left the connection open")
			.isBetween(CONNECTIONS * 3 / 4 - 1, CONNECTIONS * 3 / 4);
		await("the others are closed", () -> main().getConnectionCount() <= CONNECTIONS * 3 / 4 + 1);
	}

	@ParameterizedTest
	@CsvSource({ "POST, multipart/form-data; boundary=x", "POST, multipart/form-data",
			"PUT, application/x-www-form-urlencoded", "POST, application/x-www-form-urlencoded" })
	void aBodyIsNotWaitedFor(String method, String type) throws Exception {
		Socket socket = send(
				method + " /" + HOST + "Content-Type: " + type + "\r\nContent-Length: 50000000\r\n\r\n--x\r\n");

		assertThat(answer(socket)).startsWith("HTTP/1.1 405");
	}

	@Test
	void whatIsLeftOfABodyIsNotReadWithoutEnd() throws Exception {
		Socket socket = send("POST /" + HOST + "Content-Length: 50000000\r\n\r\n");
		socket.getOutputStream().write(new byte[20_000]);

		assertThat(answer(socket)).startsWith("HTTP/1.1 405");
		await("the connection is closed", () -> isClosed(socket));
	}

	private static boolean isClosed(Socket socket) {
		try {
			return socket.getInputStream().read() == -1;
		}
		catch (IOException ex) {
			// Reset, because there was more to read.
			return true;
		}
	}

	private static HttpResponse<String> probe(String path) throws Exception {
		Connector probes = service.tomcat().getService().findConnectors()[1];
		return CLIENT.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + probes.getLocalPort() + path))
			// Kubernetes waits 1 s by default; here a build runs at the same time.
			.timeout(Duration.ofSeconds(4))
			.build(), HttpResponse.BodyHandlers.ofString());
	}

	private static String get(String path, String headers) throws IOException {
		return service.raw("GET " + path + " HTTP/1.1\r\nHost: test" + (headers.isEmpty() ? "" : "\r\n" + headers));
	}

	private Socket send(String text) throws IOException {
		Socket socket = new Socket("127.0.0.1", service.port());
		this.open.add(socket);
		socket.setSoTimeout(5_000);
		socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
		return socket;
	}

	/** The first part of an answer: its headers and a short body. */
	private static String answer(Socket socket) throws IOException {
		byte[] bytes = new byte[8 * 1024];
		int length = socket.getInputStream().read(bytes);
		return new String(bytes, 0, Math.max(0, length), StandardCharsets.ISO_8859_1);
	}

	private static AbstractProtocol<?> main() {
		return (AbstractProtocol<?>) service.tomcat().getConnector().getProtocolHandler();
	}

	private static int busy() {
		return ((ThreadPoolExecutor) main().getExecutor()).getActiveCount();
	}

	/** A busy thread doesn't necessarily wait yet. */
	private static long waiting() {
		return Thread.getAllStackTraces()
			.values()
			.stream()
			.filter((frames) -> Arrays.stream(frames)
				.anyMatch((frame) -> frame.getClassName().equals(Waits.class.getName())
						&& frame.getMethodName().equals("sleep")))
			.count();
	}

	private static void await(String what, BooleanSupplier condition) throws InterruptedException {
		long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
		while (!condition.getAsBoolean()) {
			assertThat(System.nanoTime()).as("deadline until " + what).isLessThan(deadline);
			Thread.sleep(5);
		}
	}

}
