package org.meshtrio.propagation;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps what a request brought along while the application works on it.
 */
final class ForwardedHeadersFilter extends OncePerRequestFilter {

	private final ForwardingRules rules;

	ForwardedHeadersFilter(ForwardingRules rules) {
		this.rules = rules;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		ForwardedHeaders.setCurrent(this.rules.select(request));
		try {
			chain.doFilter(request, response);
		}
		finally {
			ForwardedHeaders.setCurrent(null);
		}
	}

	/** The end of an asynchronous request runs on another thread, and may call too. */
	@Override
	protected boolean shouldNotFilterAsyncDispatch() {
		return false;
	}

}
