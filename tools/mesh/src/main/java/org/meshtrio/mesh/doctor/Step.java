package org.meshtrio.mesh.doctor;

import java.net.URI;
import java.util.List;

import org.meshtrio.mesh.tracing.ProviderInUse;
import org.meshtrio.trace.diagnosis.RequestFailure;

/**
 * A step of an examination, and what it showed.
 */
public sealed interface Step {

	/**
	 * {@code istioctl analyze} has run.
	 *
	 * @param namespaces the namespaces that it was about
	 * @param analysis what it said
	 */
	record Analyzed(List<String> namespaces, Analysis analysis) implements Step {

	}

	/**
	 * The configuration was read.
	 *
	 * @param providers the providers that apply
	 */
	record Configured(List<ProviderInUse> providers) implements Step {

	}

	/**
	 * Some services are in ambient mode.
	 *
	 * @param services their names
	 * @param waypoints those that other services reach through a waypoint
	 */
	record InAmbientMode(List<String> services, List<String> waypoints) implements Step {

	}

	/**
	 * The service answered a request.
	 *
	 * @param target its URL
	 * @param status the HTTP status
	 */
	record Answered(URI target, int status) implements Step {

	}

	/**
	 * The answer was an error, and this is where it began.
	 *
	 * @param failure the failure
	 */
	record Failed(RequestFailure failure) implements Step {

	}

}
