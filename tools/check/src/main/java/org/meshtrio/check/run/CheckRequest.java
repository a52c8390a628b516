package org.meshtrio.check.run;

import java.net.URI;
import java.time.Duration;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.meshtrio.check.rule.Rule;
import org.meshtrio.trace.http.ConnectTo;
import org.meshtrio.trace.model.Headers;

/**
 * What to check.
 *
 * @param target the URL of the service
 * @param headers headers that each request has, such as a login
 * @param timeout the longest wait for a response
 * @param start the longest wait for the first call of the service
 * @param late how long calls may come after a response
 * @param rules the rules to judge
 * @param expected the lower-case names of the headers that the service must keep
 * @param credentialsAllowed whether the service may pass on credentials
 * @param store the query API of the trace store, or {@code null}
 * @param entry where to connect to instead of the URL's host, or {@code null}
 */
public record CheckRequest(URI target, Headers headers, Duration timeout, Duration start, Duration late,
		Set<Rule> rules, Set<String> expected, boolean credentialsAllowed, @Nullable URI store,
		@Nullable ConnectTo entry) {

}
