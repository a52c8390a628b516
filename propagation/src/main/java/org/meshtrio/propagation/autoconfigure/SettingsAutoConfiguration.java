package org.meshtrio.propagation.autoconfigure;

import org.meshtrio.propagation.settings.RenamedSettings;
import org.meshtrio.propagation.settings.TracingDefaults;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.micrometer.tracing.autoconfigure.TracingProperties;
import org.springframework.context.annotation.Bean;

/**
 * What the starter does to the settings of every application, whether it serves requests
 * or not: it gives tracing the defaults of a mesh, and refuses names of before.
 */
@AutoConfiguration
@ConditionalOnClass(TracingProperties.class)
public class SettingsAutoConfiguration {

	@Bean
	static TracingDefaults propagationTracingDefaults() {
		return new TracingDefaults();
	}

	@Bean
	static RenamedSettings propagationOldNames() {
		return new RenamedSettings();
	}

}
