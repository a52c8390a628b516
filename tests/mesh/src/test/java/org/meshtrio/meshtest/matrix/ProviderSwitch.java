package org.meshtrio.meshtest.matrix;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import org.awaitility.Awaitility;
import org.meshtrio.answer.Hop;
import org.meshtrio.trace.model.Hops;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Waits until every proxy of a chain uses a provider, because a change reaches each proxy
 * at its own time. {@link OldConnections} may keep the old provider for longer.
 */
public final class ProviderSwitch {

	private static final int IN_A_ROW = 20;

	private static final Duration LIMIT = Duration.ofSeconds(120);

	private final String provider;

	private final Callable<Hop> request;

	/**
	 * Creates the wait.
	 * @param provider the provider to wait for
	 * @param request sends a request without a context through the chain
	 */
	public ProviderSwitch(String provider, Callable<Hop> request) {
		this.provider = provider;
		this.request = request;
	}

	/**
	 * Waits for 20 answers in a row in which every hop saw the provider's headers.
	 * @throws org.awaitility.core.ConditionTimeoutException if they don't come within 120
	 * s; its message has what arrived instead
	 */
	public void await() {
		Awaitility.await("every proxy uses the provider " + this.provider)
			.pollInSameThread()
			.pollDelay(Duration.ZERO)
			.atMost(LIMIT)
			.untilAsserted(() -> {
				for (int count = 0; count < IN_A_ROW; count++) {
					assertThat(wrongHop(this.request.call())).as("a hop with other headers").isEmpty();
				}
			});
	}

	/**
	 * Finds the first hop whose proxies did something else.
	 * @param first the answer
	 * @return a sentence with the headers that arrived there, or an empty text
	 */
	private String wrongHop(Hop first) {
		for (Hops.Arrival arrival : Hops.arrivals(first)) {
			Hop hop = arrival.hop();
			Map<String, List<String>> sent = (arrival.call() != null) ? arrival.call().requestHeaders() : Map.of();
			Map<String, List<String>> arrived = hop.received().headers();
			boolean w3c = renewed("traceparent", sent, arrived);
			boolean b3 = renewed("x-b3-spanid", sent, arrived);
			boolean right = switch (this.provider) {
				case "otel" -> w3c && !b3;
				case "zipkin" -> b3 && !w3c;
				default -> b3 && w3c && value("traceparent", arrived).contains(value("x-b3-spanid", arrived));
			};
			if (!right) {
				return "at " + hop.service() + " arrived traceparent " + value("traceparent", arrived)
						+ " and x-b3-spanid " + value("x-b3-spanid", arrived);
			}
		}
		return "";
	}

	private static boolean renewed(String header, Map<String, List<String>> sent, Map<String, List<String>> arrived) {
		return arrived.containsKey(header) && !value(header, arrived).equals(value(header, sent));
	}

	private static String value(String header, Map<String, List<String>> headers) {
		return String.join(",", headers.getOrDefault(header, List.of()));
	}

}
