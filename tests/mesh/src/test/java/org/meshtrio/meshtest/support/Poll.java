package org.meshtrio.meshtest.support;

import java.time.Duration;
import java.util.concurrent.Callable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Waits until a change of the configuration shows. It reaches each proxy at its own time,
 * so one good result isn't enough: it must come several times in a row.
 */
public final class Poll {

	private static final Duration LIMIT = Duration.ofSeconds(90);

	private static final Duration INTERVAL = Duration.ofMillis(200);

	private static final int IN_A_ROW = 5;

	private Poll() {
	}

	/**
	 * Observes until the result is as expected five times in a row.
	 * @param what what is observed, for the failure
	 * @param expected a regular expression for the whole result
	 * @param observation returns a result
	 * @throws org.awaitility.core.ConditionTimeoutException if that takes more than 90 s;
	 * its message has the last result
	 */
	public static void until(String what, String expected, Callable<String> observation) {
		await(what).pollInSameThread()
			.pollDelay(Duration.ZERO)
			.pollInterval(INTERVAL)
			.atMost(LIMIT)
			.untilAsserted(() -> {
				for (int count = 0; count < IN_A_ROW; count++) {
					assertThat(observation.call()).as(what).matches("(?s)" + expected);
				}
			});
	}

}
