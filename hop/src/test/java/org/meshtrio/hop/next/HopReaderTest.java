package org.meshtrio.hop.next;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;

import org.junit.jupiter.api.Test;
import org.meshtrio.answer.Call;
import org.meshtrio.answer.Hop;
import org.meshtrio.answer.Received;
import org.meshtrio.hop.render.HopText;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The depth of a tree. {@link HostileNextHopTest} tests everything else. */
class HopReaderTest {

	/**
	 * Half of a service thread's stack, because Tomcat and Spring need some of it, too.
	 */
	private static final long STACK_BYTES = 256 * 1024;

	@Test
	void theDeepestTreeIsReadAndWrittenInHalfAThreadsStack() throws Exception {
		FutureTask<String> task = new FutureTask<>(() -> {
			Hop hop = HopReader.read(json(tree(ChainPath.MAX_HOPS)));
			// One more than is read: this service's own hop.
			Hop own = hop("own", hop);
			assertThat(json(own)).isNotEmpty();
			return HopText.of(own);
		});
		new Thread(null, task, "small stack", STACK_BYTES).start();

		assertThat(task.get()).contains("own print response from service1", "service31 print response from service32");
	}

	@Test
	void aDeeperTreeIsRefused() {
		assertThatExceptionOfType(MalformedAnswerException.class)
			.isThrownBy(() -> HopReader.read(json(tree(ChainPath.MAX_HOPS + 1))))
			.withMessageContaining("more than 32 hops");
	}

	@Test
	void anAnswerOfAnOlderServiceIsNotReadAndSaysWhatToDo() {
		String older = """
				{"service":"service1","version":"v1","status":200,"message":"m","received":{"method":"GET","path":"/",
				"headers":{}},"durationMillis":1}""";

		assertThatExceptionOfType(MalformedAnswerException.class)
			.isThrownBy(() -> HopReader.read(older.getBytes(StandardCharsets.UTF_8)))
			.extracting(MalformedAnswerException::problem)
			.isEqualTo("answered with a tree of schema 1, and this service reads schema 2: deploy one version of both");
	}

	private static Hop tree(int hops) {
		Hop hop = hop("service" + hops, null);
		for (int number = hops - 1; number > 0; number--) {
			hop = hop("service" + number, hop);
		}
		return hop;
	}

	private static Hop hop(String service, Hop next) {
		Map<String, List<String>> headers = Map.of("a", List.of("b"));
		List<Call> calls = (next != null) ? List.of(new Call("http://s", headers, 200, headers, 1, null, next, null))
				: List.of();
		return new Hop(service, "v1", null, null, 200, "m", new Received("GET", "/", headers), null, null, null, 1,
				calls);
	}

	private static byte[] json(Hop hop) {
		return new JsonMapper().writeValueAsString(hop).getBytes(StandardCharsets.UTF_8);
	}

}
