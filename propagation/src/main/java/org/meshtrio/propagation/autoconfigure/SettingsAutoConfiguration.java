package org.meshtrio.propagation.autoconfigure;

import org.meshtrio.propagation.settings.RenamedSettings;
import org.meshtrio.propagation.settings.TracingDefaults;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.micrometer.tracing.autoconfigure.TracingProperties;
import org.springframework.context.annotation.Bean;

/**
 * Sets tracing defaults for a mesh, and rejects old names of settings. It applies to
 * every application, even if it serves no requests.
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
