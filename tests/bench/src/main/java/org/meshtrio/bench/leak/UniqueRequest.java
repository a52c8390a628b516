package org.meshtrio.bench.leak;

import java.util.Map;

/**
 * A request of {@link Leak}.
 *
 * @param number its number, which is in each of its ids
 * @param kind what it asks for
 * @param traceId its trace
 * @param headers its headers
 * @param forwarded those that every hop must get unchanged
 */
record UniqueRequest(long number, Kind kind, String traceId, Map<String, String> headers,
		Map<String, String> forwarded) {

	enum Kind {

		PLAIN("plain"), LAST_FAILS("service2 answers 503"), MIDDLE_FAILS("service1 answers 500"),
		LATE("service2 takes longer than its callers wait"), FORWARD_OFF("trio-forward: off"),
		CANCELLED("the client left");

		private final String text;

		Kind(String text) {
			this.text = text;
		}

		String text() {
			return this.text;
		}

	}

}
