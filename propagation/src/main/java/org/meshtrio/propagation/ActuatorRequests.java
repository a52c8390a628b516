package org.meshtrio.propagation;

import java.util.Collection;
import java.util.stream.Stream;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationPredicate;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.http.server.observation.ServerRequestObservationContext;

/**
 * Keeps the requests to Actuator's endpoints (probes, scrapes) out of the traces: several
 * a minute from each kubelet and Prometheus would bury the users' own.
 */
final class ActuatorRequests implements ObservationPredicate {

	private final ObjectProvider<PathMappedEndpoints> endpoints;

	private volatile @Nullable Collection<String> paths;

	/**
	 * A predicate over the endpoints that the application exposes.
	 * @param endpoints the endpoints, asked for when the first request arrives, since
	 * they are made after the observation registry
	 */
	ActuatorRequests(ObjectProvider<PathMappedEndpoints> endpoints) {
		this.endpoints = endpoints;
	}

	@Override
	public boolean test(String name, Observation.Context context) {
		return !(context instanceof ServerRequestObservationContext server && isActuator(server.getCarrier()));
	}

	private boolean isActuator(@Nullable HttpServletRequest request) {
		if (request == null) {
			return false;
		}
		String path = request.getRequestURI().substring(request.getContextPath().length());
		for (String endpoint : paths()) {
			if (path.startsWith(endpoint)
					&& (path.length() == endpoint.length() || path.charAt(endpoint.length()) == '/')) {
				return true;
			}
		}
		return false;
	}

	private Collection<String> paths() {
		Collection<String> known = this.paths;
		if (known == null) {
			known = this.endpoints.stream().flatMap(ActuatorRequests::pathsOf).distinct().toList();
			this.paths = known;
		}
		return known;
	}

	/** The endpoints' own paths, and those that a probe has beside them (/livez). */
	private static Stream<String> pathsOf(PathMappedEndpoints endpoints) {
		Stream<String> additional = endpoints.stream()
			.flatMap((endpoint) -> endpoint.getAdditionalPaths(WebServerNamespace.SERVER).stream());
		return Stream.concat(endpoints.getAllPaths().stream(), additional);
	}

}
