package org.meshtrio.hop.page;

import java.net.URI;

import org.jspecify.annotations.Nullable;
import org.meshtrio.propagation.settings.InvalidSettingException;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The settings of the live page.
 *
 * @param traceUrl URL of a trace in the trace store, as the reader's browser reaches it,
 * with {traceId} in place of the id; the page shows no link if not set.
 */
@ConfigurationProperties("trio")
public record PageProperties(@Nullable String traceUrl) {

	/** Stands for the trace's id. */
	static final String TRACE_ID = "{traceId}";

	/** Rejects a URL that can't lead to a trace. */
	public PageProperties {
		// In a Kubernetes manifest, an empty variable means "none".
		traceUrl = (traceUrl != null && !traceUrl.isEmpty()) ? traceUrl : null;
		if (traceUrl != null && !isUrlOfATrace(traceUrl)) {
			throw new InvalidSettingException("trio.trace-url", "isn't a URL of a trace",
					"Set an absolute URL with {traceId} in it, such as http://localhost:9411/zipkin/traces/{traceId}");
		}
	}

	private static boolean isUrlOfATrace(String url) {
		try {
			URI one = URI.create(url.replace(TRACE_ID, "0"));
			return url.contains(TRACE_ID) && one.getHost() != null
					&& ("http".equalsIgnoreCase(one.getScheme()) || "https".equalsIgnoreCase(one.getScheme()));
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

}
