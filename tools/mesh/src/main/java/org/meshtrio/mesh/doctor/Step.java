package org.meshtrio.mesh.doctor;

import java.net.URI;
import java.util.List;

import org.meshtrio.mesh.tracing.ProviderInUse;

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
	 * The service answered a request.
	 *
	 * @param target its URL
	 */
	record Answered(URI target) implements Step {

	}

}
