package org.meshtrio.hop.chain;

import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshtrio.answer.Hop;
import org.meshtrio.hop.TestHop;
import org.meshtrio.hop.next.ChainPath;

import static org.assertj.core.api.Assertions.assertThat;

/** A chain that leads back to itself ends immediately, and its answer shows the loop. */
class LoopTest {

	private static TestHop service1;

	private static TestHop service0;

	private static TestHop end;

	@BeforeAll
	static void start() throws Exception {
		int port;
		try (ServerSocket free = new ServerSocket(0)) {
			port = free.getLocalPort();
		}
		service1 = TestHop.start("service1", "trio.next=http://127.0.0.1:" + port);
		service0 = TestHop.start("service0", "trio.next=" + service1.url(), "server.port=" + port);
		end = TestHop.start("service9");
	}

	@AfterAll
	static void stop() {
		service0.close();
		service1.close();
		end.close();
	}

	@Test
	void aLoopIs508AndIsNamed() throws Exception {
		HttpResponse<String> response = service0.get("/", "accept", "text/plain");

		assertThat(response.statusCode()).isEqualTo(508);
		assertThat(response.body()).contains("the chain is a loop: service0 → service1 → service0");
		Hop hop = service0.hop();
		assertThat(hop.calls().get(0).next().received().headers()).containsEntry("trio-path", List.of("service0/v1"));
		assertThat(hop.calls().get(0).next().calls().get(0).next())
			.extracting(Hop::service, Hop::status, Hop::message, Hop::calls)
			.containsExactly("service0", 508, "the chain is a loop: service0 → service1 → service0", List.of());
	}

	@Test
	void aServiceThatCallsItselfIsALoop() throws Exception {
		int port;
		try (ServerSocket free = new ServerSocket(0)) {
			port = free.getLocalPort();
		}
		try (TestHop own = TestHop.start("own name/of mine", "trio.next=http://127.0.0.1:" + port,
				"server.port=" + port)) {
			assertThat(own.hop().calls().get(0).next()).extracting(Hop::status, Hop::message)
				.containsExactly(508, "the chain is a loop: own_name_of_mine → own_name_of_mine");
		}
	}

	@ParameterizedTest
	@ValueSource(
			strings = { ",", "service9", "service9/v1/n/m", "a b/v1", "service1/v1,,", "\u009b2J/v1", "service1/v1;x" })
	void aPathThatIsMalformedCountsAsNone(String path) throws Exception {
		assertThat(end.raw("GET / HTTP/1.1\r\nHost: test\r\ntrio-path: " + path)).startsWith("HTTP/1.1 200 ");
		assertThat(service0.raw("GET / HTTP/1.1\r\nHost: test\r\nAccept: application/json\r\ntrio-path: " + path))
			.contains("\"trio-path\":[\"service0/v1,service1/v1\"]");
	}

	@Test
	void twoVersionsOfAServiceAreNoLoop() {
		ChainPath path = path("service0/v1,service1/v1");

		assertThat(path.problemAt(ChainPath.name("service1", "v2", null))).isNull();
		assertThat(path.problemAt(ChainPath.name("service1", "v1", "bob"))).isNull();
		assertThat(path.problemAt(ChainPath.name("service1", "v1", null)))
			.isEqualTo("the chain is a loop: service1 → service1");
	}

	@Test
	void aServiceThatCallsSeveralTellsEachItsOwnPath() {
		ChainPath path = path("service0/v1");

		for (int call = 0; call < 2; call++) {
			assertThat(path.sentBy("service1/v1"))
				.containsExactly(Map.entry("trio-path", List.of("service0/v1,service1/v1")));
		}
	}

	@Test
	void aChainMayBeAsLongAsATreeIsRead() {
		ChainPath path = path(services(ChainPath.MAX_HOPS - 1));
		assertThat(path.problemAt("last/v1")).isNull();

		assertThat(path(path.sentBy("last/v1").get("trio-path").get(0)).problemAt("one-more/v1"))
			.isEqualTo("the chain has more than 32 services");
		assertThat(path(services(ChainPath.MAX_HOPS + 1)).problemAt("service0/v1")).as("too long to be ours").isNull();
	}

	@Test
	void linesOfAHeaderAreOnePath() {
		Map<String, List<String>> received = Map.of("trio-path", List.of("service0/v1", " service1/v1 , service2/v1"));

		assertThat(ChainPath.of(received).sentBy("service3/v1").get("trio-path"))
			.containsExactly("service0/v1,service1/v1,service2/v1,service3/v1");
	}

	@Test
	void theTenthServiceAnswers() throws Exception {
		assertThat(end.hop("trio-path", services(9)).status()).isEqualTo(200);
		assertThat(end.hop("trio-path", services(10)).status()).isEqualTo(508);
	}

	private static ChainPath path(String value) {
		return ChainPath.of(Map.of("trio-path", List.of(value)));
	}

	private static String services(int count) {
		return IntStream.range(0, count).mapToObj("service%d/v1"::formatted).collect(Collectors.joining(","));
	}

}
