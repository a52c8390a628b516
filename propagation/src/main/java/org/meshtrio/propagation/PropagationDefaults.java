package org.meshtrio.propagation;

import java.util.Map;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.ClassUtils;

/**
 * The default for baggage, which Spring Boot reads in its conditions.
 */
class PropagationDefaults implements EnvironmentPostProcessor {

	private static final String BAGGAGE = "management.tracing.baggage";

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		// The rules copy the baggage header as it came. OpenTelemetry would write it
		// anew,
		// and where it reads W3C first, take baggage for a context and not look for B3.
		// Brave does neither, and needs baggage on for the trace ids in the log. An
		// application that sets anything about baggage has plans of its own for it.
		if (!ClassUtils.isPresent("brave.Tracing", null)
				&& !Binder.get(environment).bind(BAGGAGE, Bindable.mapOf(String.class, Object.class)).isBound()) {
			environment.getPropertySources()
				.addLast(new MapPropertySource("propagationDefaults", Map.of(BAGGAGE + ".enabled", "false")));
		}
	}

}
