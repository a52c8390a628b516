package org.meshtrio.trace.request;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.meshtrio.answer.Call;
import org.meshtrio.answer.Hop;
import org.meshtrio.answer.Received;

import static org.assertj.core.api.Assertions.assertThat;

class TallyTest {

	private final Tally tally = new Tally();

	@Test
	void countsByStatusVersionAndPod() {
		this.tally.answer(200, chain("v1", "pod-a"), 10);
		this.tally.answer(200, chain("v1", "pod-b"), 20);
		this.tally.answer(503, chain("v2", "pod-c"), 30);
		this.tally.answer(404, null, 40);
		this.tally.failure("the connection broke  (reset)");
		assertThat(this.tally.total()).isEqualTo(5);
		assertThat(this.tally.status(200)).isEqualTo(2);
		assertThat(this.tally.status(20)).isZero();
		assertThat(this.tally.failures()).isEqualTo(1);
		assertThat(this.tally.of("service0")).isEqualTo(3);
		assertThat(this.tally.of("service1", "v1")).isEqualTo(2);
		assertThat(this.tally.of("service1", "v3")).isZero();
		assertThat(this.tally.pods("service1")).isEqualTo(Map.of("pod-a", 1, "pod-b", 1, "pod-c", 1));
		assertThat(this.tally.lines()).containsExactly(
				"status    200                                     2   40 %  ████████",
				"status    404                                     1   20 %  ████",
				"status    503                                     1   20 %  ████",
				"status    none  the connection broke (reset)      1   20 %  ████",
				"service0  v1    pod-0                             3   60 %  ████████████",
				"service1  v1    pod-a                             1   20 %  ████",
				"service1  v1    pod-b                             1   20 %  ████",
				"service1  v2    pod-c                             1   20 %  ████",
				"time      median 20 ms, 90 % within 40 ms, longest 40 ms");
	}

	@Test
	void ofAForkEachHopCounts() {
		Hop one = hop("service2", "v1", "pod-a", null);
		Hop other = hop("service2", "v2", "pod-b", null);
		Hop fork = new Hop("service0", "v1", "pod-0", "trio", 200, "", new Received("GET", "/", Map.of()), null, null,
				null, 1, List.of(new Call("http://a", Map.of(), 200, Map.of(), 1, null, one, null),
						new Call("http://b", Map.of(), 200, Map.of(), 1, null, other, null)));
		this.tally.answer(200, fork, 10);
		assertThat(this.tally.of("service2", "v1")).isEqualTo(1);
		assertThat(this.tally.of("service2", "v2")).isEqualTo(1);
		assertThat(this.tally.of("service0")).isEqualTo(1);
	}

	@Test
	void isReadFromItsTableAgain() {
		this.tally.answer(200, chain("v1", "pod-a"), 10);
		this.tally.answer(503, null, 10);
		this.tally.failure("not within 1 s");
		String text = "$ ./trio send\n" + String.join("\n", this.tally.lines()) + "\n";
		assertThat(Tally.parse(text).counts()).isEqualTo(this.tally.counts()).hasSize(5);
	}

	@Test
	void namesOfServicesCannotForgeRows() {
		this.tally.answer(200, hop("status\n200", "v1", "pod", null), 10);
		assertThat(this.tally.lines()).hasSize(3);
		assertThat(Tally.parse(String.join("\n", this.tally.lines())).status(200)).isEqualTo(1);
	}

	@Test
	void withoutAnswersThereAreNoTimes() {
		this.tally.failure("refused");
		assertThat(this.tally.lines()).containsExactly("status  none  refused      1  100 %  ████████████████████");
		assertThat(new Tally().lines()).isEmpty();
	}

	private static Hop chain(String version, String pod) {
		return hop("service0", "v1", "pod-0", hop("service1", version, pod, null));
	}

	private static Hop hop(String service, String version, String pod, Hop next) {
		List<Call> calls = (next != null)
				? List.of(new Call("http://" + next.service(), Map.of(), 200, Map.of(), 1, null, next, null))
				: List.of();
		return new Hop(service, version, pod, "trio", 200, "hello", new Received("GET", "/", Map.of("a", List.of("b"))),
				null, null, null, 1, calls);
	}

}
