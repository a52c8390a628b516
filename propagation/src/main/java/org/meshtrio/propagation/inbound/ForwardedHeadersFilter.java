package org.meshtrio.propagation.inbound;

import java.io.IOException;
import java.util.function.Predicate;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import org.meshtrio.propagation.context.ForwardedHeaders;
import org.meshtrio.propagation.context.ForwardingRules;

/**
 * Keeps the headers to forward while the application works on a request, in every
 * dispatch. The first dispatch selects them, and the later ones (error, asynchronous,
 * forward, include) find them in the request.
 */
public final class ForwardedHeadersFilter implements Filter {

	private static final String ATTRIBUTE = ForwardedHeaders.class.getName();

	private final ForwardingRules rules;

	private final Predicate<HttpServletRequest> unsampled;

	/**
	 * Creates the filter.
	 * @param rules select the headers
	 * @param unsampled matches the requests that must not make spans
	 */
	public ForwardedHeadersFilter(ForwardingRules rules, Predicate<HttpServletRequest> unsampled) {
		this.rules = rules;
		this.unsampled = unsampled;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		ForwardedHeaders before = ForwardedHeaders.current();
		ForwardedHeaders.setCurrent(headersOf((HttpServletRequest) request));
		try {
			chain.doFilter(request, response);
		}
		finally {
			ForwardedHeaders.setCurrent(before);
		}
	}

	private ForwardedHeaders headersOf(HttpServletRequest request) {
		if (request.getAttribute(ATTRIBUTE) instanceof ForwardedHeaders known) {
			return known;
		}
		ForwardedHeaders selected = this.rules.select(request);
		if (this.unsampled.test(request)) {
			selected = selected.notSampled();
		}
		request.setAttribute(ATTRIBUTE, selected);
		return selected;
	}

}
