package org.meshtrio.hop.chain;

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshtrio.answer.Hop;
import org.meshtrio.hop.TestHop;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A request asks the chain not to forward its trace headers, and every service forwards
 * that header.
 */
class ForwardSwitchTest {

	private static final String[] SENT = { "x-b3-traceid", "0af7651916cd43dd8448eb211c80319c", "x-b3-spanid",
			"b7ad6b7169203331", "x-b3-sampled", "1", "x-request-id", "8937590f-1518-920e-9ef2-a41a17db3c42", "sw8",
			"1-a", "end-user", "jason" };

	private final TestHop last = TestHop.start("service2");

	private TestHop middle = this.last;

	private TestHop first = this.last;

	@AfterEach
	void stop() {
		this.first.close();
		this.middle.close();
		this.last.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "true", "false" })
	void theTraceEndsHereAndTheWishGoesOn(String spans) throws Exception {
		start(spans);
		String[] off = java.util.Arrays.copyOf(SENT, SENT.length + 2);
		off[SENT.length] = "Trio-Forward";
		off[SENT.length + 1] = "OFF";

		Hop second = next(this.first.hop(off));

		for (Hop hop : List.of(second, next(second))) {
			assertThat(hop.received().headers()).containsEntry("trio-forward", List.of("off"))
				.containsEntry("end-user", List.of("jason"))
				.doesNotContainKeys("x-b3-traceid", "x-b3-spanid", "x-b3-sampled", "traceparent", "b3", "x-request-id",
						"sw8");
		}
		assertThat(next(this.first.hop(SENT)).received().headers()).as("the request after it")
			.containsKeys("x-b3-traceid", "x-request-id", "sw8")
			.doesNotContainKey("trio-forward");
	}

	@ParameterizedTest
	@ValueSource(strings = { "true", "false" })
	void onIsWhatHappensAnyway(String spans) throws Exception {
		start(spans);
		String[] on = java.util.Arrays.copyOf(SENT, SENT.length + 2);
		on[SENT.length] = "trio-forward";
		on[SENT.length + 1] = "on";

		assertThat(next(this.first.hop(on)).received().headers()).containsKeys("x-b3-traceid", "x-request-id", "sw8")
			.doesNotContainKey("trio-forward");
	}

	private void start(String spans) {
		String setting = "mesh.propagation.spans=" + spans;
		this.middle = TestHop.start("service1", setting, "trio.next=" + this.last.url());
		this.first = TestHop.start("service0", setting, "trio.next=" + this.middle.url());
	}

	private static Hop next(Hop hop) {
		assertThat(hop.calls().get(0)).isNotNull();
		Hop next = java.util.Objects.requireNonNull(hop.calls().get(0)).next();
		assertThat(next).isNotNull();
		return java.util.Objects.requireNonNull(next);
	}

}
