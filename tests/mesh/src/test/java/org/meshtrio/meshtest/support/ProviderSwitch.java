package org.meshtrio.meshtest.support;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import org.meshtrio.answer.Hop;
import org.meshtrio.trace.model.Hops;

/**
 * Waits until every proxy of a chain uses a provider. Each learns of a change by itself,
 * and its old connections keep the old provider for up to a minute.
 */
public final class ProviderSwitch {

	private static final int RUN = 20;

	private static final Duration LIMIT = Duration.ofSeconds(120);

	private final String provider;

	private final Callable<Hop> request;

	/**
	 * Creates a wait.
	 * @param provider the provider to wait for
	 * @param request sends a request without a context through the chain
	 */
	public ProviderSwitch(String provider, Callable<Hop> request) {
		this.provider = provider;
		this.request = request;
	}

	/**
	 * Waits for a run of answers in which every hop saw the provider's headers.
	 * @throws Exception where a request fails, or the run does not come
	 */
	public void await() throws Exception {
		long end = System.nanoTime() + LIMIT.toNanos();
		int run = 0;
		String seen = "";
		while (run < RUN) {
			if (System.nanoTime() > end) {
				throw new IllegalStateException("not every proxy uses the provider " + this.provider + " after "
						+ LIMIT.toSeconds() + " s: " + seen);
			}
			seen = wrongHop(this.request.call());
			run = seen.isEmpty() ? run + 1 : 0;
		}
	}

	/**
	 * The first hop whose proxies did something else.
	 * @param first the answer
	 * @return what arrived there, or nothing
	 */
	private String wrongHop(Hop first) {
		Map<String, List<String>> sent = Map.of();
		for (Hop hop : Hops.of(first)) {
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
			sent = (hop.call() != null) ? hop.call().requestHeaders() : Map.of();
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
