package org.meshtrio.propagation;

import java.util.Map;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

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

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		environment.getPropertySources().addLast(new MapPropertySource("trioPropagationDefaults", DEFAULTS));
	}

}
