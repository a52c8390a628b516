package org.meshtrio.hop.next;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.meshtrio.answer.Call;
import org.meshtrio.answer.Hop;
import org.meshtrio.hop.TestHop;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshtrio.hop.next.FakeNextHop.answer;

/**
 * A next hop that trickles, floods or answers nonsense. Time and size are limited, and
 * this service never fails.
 */
class HostileNextHopTest {

	private static final JsonMapper JSON = new JsonMapper();

	private static final String TYPE = "Content-Type: application/json\r\n";

	private static final String RECEIVED = "\"received\":{\"method\":\"GET\",\"path\":\"/\",\"headers\":{}}";

	private static final String HOP = "{\"schema\":2,\"service\":\"s\",\"version\":\"v1\",\"status\":200,\"message\":\"m\","
			+ RECEIVED + ",\"durationMillis\":1.0,\"calls\":[]}";

	private static final String TOO_LATE = "didn't answer within 0.6 s";

	private static final String NOT_FINISHED = "didn't finish its answer within 0.6 s";

	private static final String TOO_LARGE = "sent an answer of more than 1048576 bytes";

	private static final String WRONG = "answered with a tree that has missing or wrong values";

	private static final String TOO_DEEP = "answered with a tree of more than 32 hops, or with a number that is too long";

	private static final String STATUS = "answered with a status outside 200 to 599";

	private static final String BROKEN_OFF = "closed the connection before a complete HTTP answer arrived";

	private static final String NOT_HTTP = "answered with something that isn't HTTP";

	private static FakeNextHop nextHop;

	/** Has a long timeout, because these tests aren't about time. */
	private static TestHop service;

	private static TestHop impatient;

	@BeforeAll
	static void start() throws IOException {
		nextHop = new FakeNextHop();
		String next = "trio.next=http://127.0.0.1:" + nextHop.port();
		service = TestHop.start("service0", next);
		impatient = TestHop.start("service0", next, "trio.timeout=600ms");
	}

	@AfterAll
	static void stop() throws IOException {
		service.close();
		impatient.close();
		nextHop.close();
	}

	static Stream<Arguments> trickles() {
		String ok = "HTTP/1.1 200 OK\r\n";
		return Stream.of(Arguments.of("status line", "HTTP/1.1 200 ", "O", TOO_LATE),
				Arguments.of("header line", ok + "x-a: ", "a", TOO_LATE),
				Arguments.of("headers", ok, "x-a: b\r\n", TOO_LATE),
				Arguments.of("informational answers", "", "HTTP/1.1 102 Processing\r\n\r\n", TOO_LATE),
				Arguments.of("body", ok + "Content-Length: 1000\r\n\r\n", "{", NOT_FINISHED),
				Arguments.of("body up to the close", ok + "\r\n", "{", NOT_FINISHED),
				Arguments.of("chunks", ok + "Transfer-Encoding: chunked\r\n\r\n", "1\r\n{\r\n", NOT_FINISHED),
				Arguments.of("chunk size", ok + "Transfer-Encoding: chunked\r\n\r\n", "0", NOT_FINISHED),
				Arguments.of("chunk extension", ok + "Transfer-Encoding: chunked\r\n\r\n1;x=", "0", NOT_FINISHED),
				Arguments.of("trailers", ok + "Transfer-Encoding: chunked\r\n\r\n0\r\n", "x-a: b\r\n", NOT_FINISHED),
				Arguments.of("redirect's body", "HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 1000\r\n\r\n",
						"{", "answered with a redirect (302), which isn't followed"));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("trickles")
	void oneDeadlineIsForTheWholeAnswer(String what, String begin, String again, String error) throws Exception {
		nextHop.behave((socket) -> {
			send(socket, begin);
			while (true) {
				send(socket, again);
				// The pace of the trickle; nothing waits for it.
				Thread.sleep(20);
			}
		});
		long start = System.nanoTime();

		HttpResponse<String> response = impatient.get("/", "accept", "application/json");

		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(590),
				Duration.ofSeconds(10));
		assertThat(error(response)).endsWith(error);
		assertThat(response.statusCode()).isEqualTo(error.startsWith("did") ? 504 : 502);
	}

	static Stream<Arguments> floods() {
		String ok = "HTTP/1.1 200 OK\r\n";
		String header = "x-a: " + "a".repeat(60_000) + "\r\n";
		return Stream.of(Arguments.of("headers", ok, header),
				Arguments.of("informational answers", "", "HTTP/1.1 103 Early Hints\r\n" + header + "\r\n"),
				Arguments.of("chunk extensions", ok + "Transfer-Encoding: chunked\r\n\r\n",
						"1;x=" + "a".repeat(60_000) + "\r\n{\r\n"),
				Arguments.of("trailers", ok + "Transfer-Encoding: chunked\r\n\r\n0\r\n", header),
				Arguments.of("a body and more", ok + header.repeat(16) + "\r\n", "a".repeat(60_000)),
				Arguments.of("a redirect's headers", "HTTP/1.1 302 Found\r\nLocation: /\r\n", header));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("floods")
	void headersCountAsTheBodyDoes(String what, String begin, String again) throws Exception {
		nextHop.behave((socket) -> {
			send(socket, begin);
			while (true) {
				send(socket, again);
			}
		});

		HttpResponse<String> response = service.get("/", "accept", "application/json");

		assertThat(error(response)).endsWith(TOO_LARGE);
		assertThat(response.statusCode()).isEqualTo(502);
	}

	static Stream<Arguments> unusable() {
		return Stream.of(
				// the problem, the answer, the service's message
				Arguments.of("content type", http("200 OK", "Content-Type: ///\r\n", HOP),
						"answered with a malformed content-type header"),
				Arguments.of("content type's charset",
						http("200 OK", "Content-Type: text/plain;charset=no-such\r\n", "a"),
						"answered with a malformed content-type header"),
				Arguments.of("location", http("302 Found", "Location: http://[\r\n", ""),
						"answered with a redirect (302), which isn't followed"),
				Arguments.of("status 000", http("000 None", "", ""), NOT_HTTP),
				Arguments.of("status 99", http("099 None", "", ""), NOT_HTTP),
				Arguments.of("status 600", http("600 Much", "", ""), STATUS),
				Arguments.of("status 999", http("999 Much", "", ""), STATUS),
				Arguments.of("status 101", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n", NOT_HTTP),
				Arguments.of("status of four digits", http("2000 OK", "", ""), BROKEN_OFF),
				Arguments.of("status that is not a number", http("OK", "", ""), BROKEN_OFF),
				Arguments.of("negative status", http("-200 OK", "", ""), BROKEN_OFF),
				Arguments.of("length", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", NOT_HTTP),
				Arguments.of("encoding", "HTTP/1.1 200 OK\r\nTransfer-Encoding: none\r\n\r\n", NOT_HTTP),
				Arguments.of("chunk size", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", BROKEN_OFF),
				Arguments.of("count of headers", "HTTP/1.1 200 OK\r\n" + "x-a: b\r\n".repeat(300) + "\r\n",
						"sent too many headers, or one that is too long"),
				Arguments.of("long header", http("200 OK", "x-a: " + "a".repeat(70_000) + "\r\n", ""),
						"sent too many headers, or one that is too long"),
				Arguments.of("tree 33 deep", http("200 OK", TYPE, tree(33)), TOO_DEEP),
				Arguments.of("tree 150 deep", http("200 OK", TYPE, tree(150)), TOO_DEEP),
				Arguments.of("tree 3,000 deep", http("200 OK", TYPE, tree(3_000)), TOO_DEEP),
				Arguments.of("null version", hop(HOP.replace("\"v1\"", "null")), WRONG),
				Arguments.of("null message", hop(HOP.replace("\"m\"", "null")), WRONG),
				Arguments.of("null status", hop(HOP.replace("200", "null")), WRONG),
				Arguments.of("null service", hop(HOP.replace("\"s\"", "null")), WRONG),
				Arguments.of("null request", hop(HOP.replace(RECEIVED, "\"received\":null")), WRONG),
				Arguments.of("null headers", hop(HOP.replace("\"headers\":{}", "\"headers\":null")), WRONG),
				Arguments.of("null header", hop(HOP.replace("\"headers\":{}", "\"headers\":{\"a\":null}")), WRONG),
				Arguments.of("null header value", hop(HOP.replace("\"headers\":{}", "\"headers\":{\"a\":[null]}")),
						WRONG),
				Arguments.of("empty call", hop(HOP.replace("[]", "[{}]")), WRONG),
				Arguments.of("null calls", hop(HOP.replace("[]", "null")), WRONG),
				Arguments.of("null call", hop(HOP.replace("[]", "[null]")), WRONG),
				Arguments.of("list for an object", hop(HOP.replace(RECEIVED, "\"received\":[1]")), WRONG),
				Arguments.of("object for a text", hop(HOP.replace("\"m\"", "{}")), WRONG),
				Arguments.of("huge status", hop(HOP.replace("200", "1e400")), WRONG),
				Arguments.of("long number", hop(HOP.replace("200", "2".repeat(5_000))), TOO_DEEP),
				Arguments.of("status in the tree", hop(HOP.replace("200", "99999")), WRONG),
				Arguments.of("endless duration", hop(HOP.replace("1.0", "1e999")), WRONG),
				Arguments.of("cut off", hop(HOP.substring(0, HOP.length() - 1)), WRONG));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("unusable")
	void whatCannotBeUsedIs502(String what, String answer, String error) throws Exception {
		nextHop.behave(answer(answer));

		for (String accept : new String[] { "application/json", "text/plain" }) {
			HttpResponse<String> response = service.get("/", "accept", accept);

			assertThat(response.statusCode()).as(accept + ": " + response.body()).isEqualTo(502);
			assertThat(response.body()).contains(error).doesNotContain("Exception", "\tat ");
		}
	}

	static Stream<Arguments> usable() {
		return Stream.of(
				// the answer, the start of the excerpt or null for a hop
				Arguments.of("a tree 32 deep", http("200 OK", TYPE, tree(32)), null),
				Arguments.of("a hop with unknown properties", hop(HOP.replace("1.0", "1.0,\"new\":[[[{}]]]")), null),
				Arguments.of("a hop with a name twice", hop(HOP.replace("1.0", "1.0,\"message\":\"n\"")), null),
				Arguments.of("a hop with an emoji", hop(HOP.replace("\"m\"", "\"\\ud83d\\ude00\"")), null),
				Arguments.of("a hop with a Korean letter", hop(HOP.replace("\"m\"", "\"\u00ed\u0095\u009c\"")), null),
				Arguments.of("a hop with half an emoji", hop(HOP.replace("\"m\"", "\"\\ud83d\"")), null),
				Arguments.of("lists 10,000 deep", hop("[".repeat(10_000)), "[[["),
				Arguments.of("objects 10,000 deep", hop("{\"a\":".repeat(10_000)), "{\"a\":"),
				Arguments.of("null", hop("null"), "null"), Arguments.of("a number", hop("1e999"), "1e999"),
				Arguments.of("other JSON with nulls", hop("{\"service\":null}"), "{\"service\":null}"),
				Arguments.of("emoji at the excerpt's end",
						http("200 OK", "", "a".repeat(199) + "\u00f0\u009f\u0098\u0080" + "a"), "aaa"),
				Arguments.of("a challenge that is none", http("401 No", "WWW-Authenticate: ,=\"\r\n", "no"), "no"),
				Arguments.of("a keep-alive that is none", http("200 OK", "Keep-Alive: timeout=-x\r\n", "a"), "a"),
				Arguments.of("a content encoding that is none", http("200 OK", "Content-Encoding: \0\r\n", "a"), "a"));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("usable")
	void whatIsOnlyStrangeIsHandedOn(String what, String answer, String excerpt) throws Exception {
		nextHop.behave(answer(answer));

		for (String accept : new String[] { "application/json", "text/plain" }) {
			HttpResponse<String> response = service.get("/", "accept", accept);
			assertThat(response.statusCode()).as(accept + ": " + response.body())
				.isEqualTo(answer.contains("401") ? 401 : 200);
			assertThat(response.body()).doesNotContain("Exception", "\tat ");
		}
		Call call = service.hop().calls().get(0);
		assertThat(call.error()).isNull();
		if (excerpt == null) {
			assertThat(call.next()).isNotNull();
		}
		else {
			assertThat(call.excerpt()).startsWith(excerpt);
		}
	}

	@Test
	void theNextExchangeBeginsAnewOnTheSameConnection() throws Exception {
		String keptOpen = "HTTP/1.1 200 OK\r\nContent-Length: 200000\r\n\r\n" + "a".repeat(200_000);
		AtomicInteger connections = new AtomicInteger();
		nextHop.behave((socket) -> {
			connections.incrementAndGet();
			send(socket, keptOpen);
			// Each later request ends with its headers.
			int last = 0;
			for (int c = socket.getInputStream().read(); c >= 0; c = socket.getInputStream().read()) {
				last = (c == "\r\n\r\n".charAt(last)) ? last + 1 : (c == '\r') ? 1 : 0;
				if (last == 4) {
					last = 0;
					send(socket, keptOpen);
				}
			}
		});

		for (int i = 0; i < 8; i++) {
			assertThat(service.get("/").statusCode()).isEqualTo(200);
		}
		assertThat(connections).as("connections").hasValue(1);
	}

	private static String error(HttpResponse<String> response) {
		Call call = JSON.readValue(response.body(), Hop.class).calls().get(0);
		assertThat(call).isNotNull();
		return call.error();
	}

	private static String tree(int hops) {
		String headers = "{\"a\":[\"b\"]}";
		String hop = HOP.replace("\"headers\":{}", "\"headers\":" + headers).replace("[]}", "[");
		String call = ("{\"url\":\"http://s\",\"requestHeaders\":%s,\"responseHeaders\":%s,\"status\":200,"
				+ "\"durationMillis\":1.0,\"next\":")
			.formatted(headers, headers);
		return (hop + call).repeat(hops - 1) + hop + "]}" + "}]}".repeat(hops - 1);
	}

	private static String hop(String json) {
		return http("200 OK", TYPE, json);
	}

	private static String http(String status, String headers, String body) {
		return "HTTP/1.1 %s\r\nConnection: close\r\nContent-Length: %d\r\n%s\r\n%s".formatted(status, body.length(),
				headers, body);
	}

	private static void send(Socket socket, String bytes) throws IOException {
		OutputStream out = socket.getOutputStream();
		out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
		out.flush();
	}

}
