package org.meshtrio.meshtest.support;

import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * Waits for what a change of configuration must bring. It reaches the proxies late and
 * unevenly, so the expected observation counts when it came several times in a row.
 */
public final class Poll {

	private static final Duration LIMIT = Duration.ofSeconds(90);

	private static final int RUN = 5;

	private Poll() {
	}

	/**
	 * Observes until the expected comes five times in a row.
	 * @param what what is observed, for the failure
	 * @param expected a regular expression for what is expected, the whole of it
	 * @param observation observes
	 * @throws Exception where the observation fails
	 * @throws AssertionError where the expected does not come within 90 s
	 */
	public static void until(String what, String expected, Callable<String> observation) throws Exception {
		long end = System.nanoTime() + LIMIT.toNanos();
		int run = 0;
		while (run < RUN) {
			String seen = observation.call();
			run = seen.matches("(?s)" + expected) ? run + 1 : 0;
			if (run == 0) {
				if (System.nanoTime() > end) {
					throw new AssertionError(what + ": expected " + expected + " within " + LIMIT.toSeconds()
							+ " s, last seen: " + seen);
				}
				Thread.sleep(200);
			}
		}
	}

}
