package org.meshtrio.hop.page;

import java.io.IOException;
import java.util.List;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.meshtrio.hop.endpoint.AcceptedTypes;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers {@code GET /} with the page if the client prefers HTML. The page then asks the
 * same address for JSON, and that request goes through the chain. The page itself
 * doesn't: it's the same for every request, so a browser keeps it, and it's answered
 * before anything observes it. So a visit is one trace, one log line and one request in
 * the metrics.
 */
public final class PageFilter extends OncePerRequestFilter {

	/** The path, for the filter's registration. */
	public static final String PATH = "/";

	private final AcceptedTypes acceptedTypes = new AcceptedTypes();

	private final Page page;

	/**
	 * Puts the page together.
	 * @param properties its settings
	 */
	public PageFilter(PageProperties properties) {
		this.page = Page.of(properties.traceUrl());
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		boolean read = HttpMethod.GET.matches(request.getMethod()) || HttpMethod.HEAD.matches(request.getMethod());
		if (!read || !prefersHtml(new ServletWebRequest(request))) {
			chain.doFilter(request, response);
			return;
		}
		response.setHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
		response.setHeader("Content-Security-Policy", this.page.policy());
		response.setHeader("X-Content-Type-Options", "nosniff");
		response.setHeader("Referrer-Policy", "no-referrer");
		if (new ServletWebRequest(request, response).checkNotModified(this.page.etag())) {
			return;
		}
		response.setContentType("text/html;charset=UTF-8");
		response.setContentLength(this.page.html().length);
		response.getOutputStream().write(this.page.html());
	}

	/** Whether HTML comes before the types of the chain, in the client's order. */
	private boolean prefersHtml(ServletWebRequest request) {
		List<MediaType> types;
		try {
			types = this.acceptedTypes.resolveMediaTypes(request);
		}
		catch (HttpMediaTypeNotAcceptableException ex) {
			return false;
		}
		return types.stream()
			.filter((type) -> type.includes(MediaType.TEXT_HTML) || type.includes(MediaType.TEXT_PLAIN)
					|| type.includes(MediaType.APPLICATION_JSON))
			.findFirst()
			.filter((type) -> type.isConcrete() && type.includes(MediaType.TEXT_HTML))
			.isPresent();
	}

}
