package org.meshtrio.hop.endpoint;

import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Makes Actuator's endpoints read {@code Accept} as {@link AcceptedTypes} does. They read
 * the request themselves, and fail if the header is empty or has another charset. An
 * empty header means any type
 * (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1">RFC 9110, 12.5.1</a>).
 */
public final class ActuatorAcceptFilter extends OncePerRequestFilter {

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		chain.doFilter(new Accepting(request), response);
	}

	private static final class Accepting extends HttpServletRequestWrapper {

		private Accepting(HttpServletRequest request) {
			super(request);
		}

		@Override
		public Enumeration<String> getHeaders(String name) {
			if (!HttpHeaders.ACCEPT.equalsIgnoreCase(name)) {
				return super.getHeaders(name);
			}
			List<String> values = Collections.list(super.getHeaders(name))
				.stream()
				.map(AcceptedTypes::withoutCharset)
				.filter((value) -> !value.replace(',', ' ').isBlank())
				.toList();
			return Collections.enumeration(values);
		}

		@Override
		public @Nullable String getHeader(String name) {
			Enumeration<String> values = getHeaders(name);
			return values.hasMoreElements() ? values.nextElement() : null;
		}

		@Override
		public Enumeration<String> getHeaderNames() {
			return Collections.enumeration(Collections.list(super.getHeaderNames())
				.stream()
				.filter((name) -> getHeaders(name).hasMoreElements())
				.toList());
		}

	}

}
