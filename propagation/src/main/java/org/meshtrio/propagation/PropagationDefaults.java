package org.meshtrio.propagation;

import java.util.HashMap;
import java.util.Map;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.ClassUtils;

/**
 * Spring Boot's tracing defaults, as a mesh needs them. They come last: whatever the
 * application sets wins.
 */
class PropagationDefaults implements EnvironmentPostProcessor {

	private static final Map<String, Object> DEFAULTS = Map.of(
			// Boot reads W3C first: a traceparent that a client sent and a B3 proxy left
			// alone would win over the proxy's fresh B3. See docs/propagation.md.
			"management.tracing.propagation.consume", "B3,B3_MULTI,W3C",
			// Boot writes W3C only, which a proxy with a B3 provider does not read.
			"management.tracing.propagation.produce", "B3_MULTI,W3C",
			// The proxy in front decides what is sampled. Boot's 10 % is only for a trace
			// that begins here.
			"management.tracing.sampling.probability", "1.0");

	private static final String BAGGAGE = "management.tracing.baggage";

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		Map<String, Object> defaults = new HashMap<>(DEFAULTS);
		// The rules copy the baggage header as it came. OpenTelemetry would write it
		// anew,
		// and where it reads W3C first, take baggage for a context and not look for B3.
		// Brave does neither, and needs baggage on for the trace ids in the log. An
		// application that sets anything about baggage has plans of its own for it.
		if (!ClassUtils.isPresent("brave.Tracing", null)
				&& !Binder.get(environment).bind(BAGGAGE, Bindable.mapOf(String.class, Object.class)).isBound()) {
			defaults.put(BAGGAGE + ".enabled", "false");
		}
		environment.getPropertySources().addLast(new MapPropertySource("propagationDefaults", defaults));
	}

}
