package org.meshtrio.answer;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The call of one service to the next. Exactly one of {@code error}, {@code next} and
 * {@code excerpt} is set.
 *
 * @param url the URL that was called
 * @param requestHeaders the headers that the application sent, by lower-case name (the
 * HTTP client adds {@code host}); credentials are {@code [redacted]}
 * @param status the status of the answer, or {@code null} if no usable one arrived
 * @param responseHeaders the headers of the answer, in the same form as
 * {@code requestHeaders}
 * @param durationMillis from the start of the call to the end of the answer, in
 * milliseconds
 * @param error why there is no usable answer, in one sentence, or {@code null}
 * @param next the next service's answer, or {@code null} if there is none or it isn't a
 * hop
 * @param excerpt the beginning of an answer that isn't a hop (from httpbin, for example),
 * or {@code null}
 */
public record Call(String url, Map<String, List<String>> requestHeaders, @Nullable Integer status,
		Map<String, List<String>> responseHeaders, double durationMillis, @Nullable String error, @Nullable Hop next,
		@Nullable String excerpt) {

	/**
	 * Rejects incomplete calls, which JSON from another service can contain, and removes
	 * the values of credentials.
	 * @throws NullPointerException if a value is missing that every call has
	 * @throws IllegalArgumentException if a number isn't possible
	 */
	public Call {
		Objects.requireNonNull(url, "url");
		Received.checkHeaders(requestHeaders);
		Received.checkHeaders(responseHeaders);
		if (!Double.isFinite(durationMillis)) {
			throw new IllegalArgumentException("durationMillis " + durationMillis);
		}
		requestHeaders = Credentials.redacted(requestHeaders);
		responseHeaders = Credentials.redacted(responseHeaders);
	}

}
