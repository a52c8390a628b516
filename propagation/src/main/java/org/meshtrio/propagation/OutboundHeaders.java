package org.meshtrio.propagation;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * Completes a request that leaves. It comes last, when the tracer and the application
 * have written all of their headers: what is there already is left alone, so that no
 * header of theirs is preceded, doubled or suppressed.
 */
final class OutboundHeaders {

	private OutboundHeaders() {
	}

	/**
	 * Adds what the request that arrived brought along, where it is absent.
	 * @param forwarded what the request that arrived brought along, or {@code null} where
	 * the application calls on its own account
	 * @param outbound the headers to complete
	 */
	static void complete(@Nullable ForwardedHeaders forwarded, HttpHeaders outbound) {
		if (forwarded == null) {
			return;
		}
		forwarded.headers().forEach((name, values) -> addIfAbsent(outbound, name, values));
	}

	private static void addIfAbsent(HttpHeaders outbound, String name, List<String> values) {
		if (!outbound.containsHeader(name)) {
			outbound.addAll(name, values);
		}
	}

}
