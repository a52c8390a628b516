package org.meshtrio.propagation.inbound;

import java.util.List;
import java.util.function.Predicate;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.webmvc.actuate.endpoint.web.AbstractWebMvcEndpointHandlerMapping;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.RequestPath;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Matches requests to Actuator's endpoints, such as probes and scrapes. Each kubelet and
 * Prometheus sends several a minute, and their traces would bury the users' traces. It
 * uses the patterns of the handler mappings that serve the endpoints.
 */
public final class ActuatorRequests implements Predicate<HttpServletRequest> {

	private final ObjectProvider<AbstractWebMvcEndpointHandlerMapping> mappings;

	private final ObjectProvider<DispatcherServletPath> servlet;

	private volatile @Nullable List<PathPattern> patterns;

	/**
	 * A predicate over the endpoints that the application exposes.
	 * @param mappings the endpoints' mappings, read when the first request arrives
	 * @param servlet the path of the servlet that has these mappings
	 */
	public ActuatorRequests(ObjectProvider<AbstractWebMvcEndpointHandlerMapping> mappings,
			ObjectProvider<DispatcherServletPath> servlet) {
		this.mappings = mappings;
		this.servlet = servlet;
	}

	@Override
	public boolean test(HttpServletRequest request) {
		PathContainer path = RequestPath.parse(request.getRequestURI(), request.getContextPath())
			.pathWithinApplication();
		for (PathPattern pattern : patterns()) {
			if (pattern.matches(path)) {
				return true;
			}
		}
		return false;
	}

	private List<PathPattern> patterns() {
		List<PathPattern> known = this.patterns;
		if (known == null) {
			String prefix = this.servlet.stream().findFirst().map(DispatcherServletPath::getPrefix).orElse("");
			known = this.mappings.stream()
				.flatMap((mapping) -> mapping.getHandlerMethods().keySet().stream())
				.flatMap((info) -> info.getPatternValues().stream())
				.distinct()
				.map((pattern) -> PathPatternParser.defaultInstance.parse(prefix + pattern))
				.toList();
			this.patterns = known;
		}
		return known;
	}

}
