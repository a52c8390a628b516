package org.meshtrio.answer;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The request as it arrived.
 *
 * @param method the HTTP method
 * @param path the path, without the query
 * @param headers the headers by lower-case name, in order of arrival, each with all its
 * values; credentials are {@code [redacted]}
 */
public record Received(String method, String path, Map<String, List<String>> headers) {

	/**
	 * Rejects incomplete requests, which JSON from another service can contain, and
	 * removes the values of credentials.
	 * @throws NullPointerException if a value is missing
	 */
	public Received {
		Objects.requireNonNull(method, "method");
		Objects.requireNonNull(path, "path");
		checkHeaders(headers);
		headers = Credentials.redacted(headers);
	}

	/** A map that was read from JSON can contain nulls. */
	static void checkHeaders(Map<String, List<String>> headers) {
		headers.values().forEach((values) -> values.forEach(Objects::requireNonNull));
	}

}
