package org.meshtrio.propagation;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.micrometer.tracing.autoconfigure.TracingProperties;
import org.springframework.context.annotation.Bean;

/**
 * Gives every application with the starter the tracing defaults of a mesh, whether it
 * serves requests or not: see {@link TracingDefaults}.
 */
@AutoConfiguration
@ConditionalOnClass(TracingProperties.class)
public class TracingDefaultsAutoConfiguration {

	@Bean
	static TracingDefaults propagationTracingDefaults() {
		return new TracingDefaults();
	}

}
