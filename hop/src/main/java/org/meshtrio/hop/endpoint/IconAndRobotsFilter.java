package org.meshtrio.hop.endpoint;

import java.time.Duration;
import java.util.List;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers the requests that browsers and crawlers send by themselves, before anything
 * observes them. So a visit is one trace, one log line and one request in the metrics.
 */
public final class IconAndRobotsFilter extends OncePerRequestFilter {

	/** The paths, for a filter's registration. */
	public static final List<String> PATHS = List.of("/favicon.ico", "/apple-touch-icon.png",
			"/apple-touch-icon-precomposed.png", "/robots.txt");

	private static final String CACHE = CacheControl.maxAge(Duration.ofDays(1)).cachePublic().getHeaderValue();

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) {
		response.setStatus(HttpServletResponse.SC_NOT_FOUND);
		response.setHeader(HttpHeaders.CACHE_CONTROL, CACHE);
	}

}
