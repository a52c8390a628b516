package org.meshtrio.hop.chain;

import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshtrio.answer.Call;
import org.meshtrio.answer.Hop;
import org.meshtrio.hop.TestHop;
import org.meshtrio.hop.next.FakeNextHop;

import static org.assertj.core.api.Assertions.assertThat;

/** A service that calls several, one after the other or at once. */
class ForkTest {

	private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

	private static TestHop service2;

	private static TestHop service1;

	private static TestHop sequence;

	private static TestHop parallel;

	@BeforeAll
	static void start() {
		service2 = TestHop.start("service2");
		service1 = TestHop.start("service1", "trio.next=" + service2.url());
		String next = "trio.next=" + service1.url() + "," + service2.url();
		sequence = TestHop.start("service0", next);
		parallel = TestHop.start("service0", next, "trio.next-mode=parallel");
	}

	@AfterAll
	static void stop() {
		parallel.close();
		sequence.close();
		service1.close();
		service2.close();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void eachBranchIsInTheTraceWithASpanOfItsOwn(boolean atOnce) throws Exception {
		Hop hop = fork(atOnce).hop("x-b3-traceid", TRACE, "x-b3-spanid", "b7ad6b7169203331", "x-b3-sampled", "1",
				"x-request-id", "r1");

		assertThat(hop.calls()).extracting(Call::url).containsExactly(service1.url(), service2.url());
		List<Hop> branches = hop.calls().stream().map(Call::next).toList();
		assertThat(branches).extracting(Hop::service).containsExactly("service1", "service2");
		assertThat(branches).extracting(Hop::traceId).containsOnly(TRACE);
		assertThat(branches).extracting((branch) -> branch.received().headers().get("x-request-id"))
			.containsOnly(List.of("r1"));
		assertThat(hop.calls()).extracting((call) -> call.requestHeaders().get("x-b3-spanid")).doesNotHaveDuplicates();
		assertThat(hop.calls()).extracting((call) -> call.requestHeaders().get("x-b3-parentspanid"))
			.as("siblings have one parent")
			.containsOnly(List.of(hop.spanId()));
		assertThat(branches.get(0).calls().get(0).next().service()).isEqualTo("service2");
	}

	@Test
	void callsAtOnceOverlapAndOthersDoNot() throws Exception {
		String[] slow = { "trio-fault", "service1=delay 300ms, service2=delay 300ms" };

		Hop atOnce = parallel.hop(slow);
		Hop inTurn = sequence.hop(slow);

		assertThat(atOnce.calls()).extracting(Call::durationMillis).allMatch((millis) -> millis >= 300);
		assertThat(atOnce.durationMillis()).isLessThan(sum(atOnce));
		assertThat(inTurn.durationMillis()).isGreaterThanOrEqualTo(sum(inTurn));
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aFaultMeetsAServiceWhereverItStands(boolean atOnce) throws Exception {
		Hop hop = fork(atOnce).hop("trio-fault", "service2=418");

		assertThat(hop.status()).isEqualTo(418);
		assertThat(hop.calls()).extracting(Call::status).containsExactly(418, 418);
		assertThat(fork(atOnce).hop("trio-fault", "service1=503").calls()).as("the other call is made all the same")
			.extracting(Call::status)
			.containsExactly(503, 200);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void withForwardingOffEachBranchIsInATraceOfItsOwn(boolean atOnce) throws Exception {
		Hop hop = fork(atOnce).hop("x-b3-traceid", TRACE, "x-b3-spanid", "b7ad6b7169203331", "trio-forward", "off");

		assertThat(hop.traceId()).isEqualTo(TRACE);
		assertThat(hop.calls()).extracting((call) -> call.next().traceId())
			.doesNotContain(TRACE)
			.doesNotHaveDuplicates();
	}

	@Test
	void allCallsTogetherHaveOneDeadline() throws Exception {
		String[] settings = { "trio.next=" + service1.url() + "," + service2.url(), "trio.timeout=2s" };
		try (TestHop hasty = TestHop.start("service0", settings)) {
			Hop hop = hasty.hop("trio-fault", "service1=delay 9s");

			assertThat(hop.status()).isEqualTo(504);
			assertThat(hop.calls()).extracting(Call::error)
				.containsExactly(service1.url() + " didn't answer within 2.0 s",
						service2.url() + " wasn't called, because the calls before it took all of 2.0 s");
		}
	}

	@Test
	void aBranchThatIsLateLeavesTheOtherAlone() throws Exception {
		try (TestHop hasty = TestHop.start("service0", "trio.next=" + service1.url() + "," + service2.url(),
				"trio.timeout=3s", "trio.next-mode=parallel")) {
			assertThat(hasty.hop("trio-fault", "service1=delay 9s").calls()).extracting(Call::status)
				.containsExactly(null, 200);
		}
	}

	@Test
	void theTextHasEachCallInOrder() throws Exception {
		assertThat(parallel.get("/", "accept", "text/plain").body().lines().filter((line) -> line.startsWith("===")))
			.containsExactly("===================service0 v1============",
					"===================arrive service0, invoke service1============",
					"===================service0 print response from service1============",
					"===================service1 v1============",
					"===================arrive service1, invoke service2============",
					"===================service1 print response from service2============",
					"===================service2 v1============",
					"===================service2 Details of the http request header:============",
					"===================arrive service0, invoke service2============",
					"===================service0 print response from service2============",
					"===================service2 v1============",
					"===================service2 Details of the http request header:============");
	}

	@Test
	void aLoopThroughAForkIsFound() throws Exception {
		int port;
		try (ServerSocket free = new ServerSocket(0)) {
			port = free.getLocalPort();
		}
		try (TestHop back = TestHop.start("service1", "trio.next=http://127.0.0.1:" + port);
				TestHop fork = TestHop.start("service0", "server.port=" + port,
						"trio.next=" + service2.url() + "," + back.url(), "trio.next-mode=parallel")) {
			Hop hop = fork.hop();

			assertThat(hop.status()).isEqualTo(508);
			assertThat(hop.calls().get(0).next().status()).isEqualTo(200);
			assertThat(hop.calls().get(1).next().calls().get(0).next().message())
				.isEqualTo("the chain is a loop: service0 → service1 → service0");
		}
	}

	@Test
	void moreCallsThanThreadsAreMadeByTheRequestsThemselves() throws Exception {
		// Eight calls each, of more requests than the pool has threads.
		String next = "trio.next=" + String.join(",", Collections.nCopies(8, service2.url()));
		ExecutorService callers = Executors.newFixedThreadPool(12);
		try (TestHop wide = TestHop.start("service0", next, "trio.next-mode=parallel", "server.tomcat.threads.max=4")) {
			List<Future<Hop>> hops = new ArrayList<>();
			for (int i = 0; i < 60; i++) {
				String id = "ab%030x".formatted(i + 1);
				hops.add(callers.submit(() -> wide.hop("x-b3-traceid", id, "x-b3-spanid", "b7ad6b7169203331",
						"x-request-id", "r" + id)));
			}
			for (int i = 0; i < 60; i++) {
				Hop hop = hops.get(i).get();
				String id = "ab%030x".formatted(i + 1);
				assertThat(hop.calls()).hasSize(8)
					.allSatisfy((call) -> assertThat(call.next().received().headers())
						.containsEntry("x-b3-traceid", List.of(id))
						.containsEntry("x-request-id", List.of("r" + id)));
			}
		}
		finally {
			callers.shutdownNow();
		}
	}

	@Test
	void theAnswersOfAllCallsTogetherAreBounded() throws Exception {
		byte[] body = new byte[600_000];
		try (FakeNextHop nextHop = new FakeNextHop()) {
			nextHop.behave((socket) -> {
				socket.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes());
				socket.getOutputStream().write(body);
			});
			String url = "http://127.0.0.1:" + nextHop.port();
			try (TestHop fork = TestHop.start("service0", "trio.next=" + url + "," + url, "trio.next-mode=parallel")) {
				Hop hop = fork.hop();

				assertThat(hop.status()).isEqualTo(502);
				assertThat(hop.calls()).extracting(Call::error)
					.anyMatch((error) -> (url + " sent an answer of more than 1048576 bytes").equals(error));
				assertThat(fork.hop().status()).as("the turn was given back").isEqualTo(502);
			}
		}
	}

	@Test
	void aRequestDoesNotGetTheHeadersOfTheOneBefore() throws Exception {
		for (int i = 0; i < 20; i++) {
			parallel.hop("x-request-id", "first", "baggage", "a=b");
			assertThat(parallel.hop().calls())
				.allSatisfy((call) -> assertThat(call.requestHeaders()).doesNotContainKeys("x-request-id", "baggage"));
		}
	}

	private static double sum(Hop hop) {
		return hop.calls().stream().mapToDouble(Call::durationMillis).sum();
	}

	private static TestHop fork(boolean atOnce) {
		return atOnce ? parallel : sequence;
	}

}
