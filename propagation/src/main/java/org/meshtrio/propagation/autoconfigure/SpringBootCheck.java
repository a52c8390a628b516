package org.meshtrio.propagation.autoconfigure;

import org.meshtrio.propagation.settings.InvalidSettingException;

import org.springframework.boot.SpringBootVersion;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Stops the start on Spring Boot 3, which doesn't have the classes that the starter
 * needs. Spring Boot 3 and 4 call it under the same name, before they read any
 * configuration. So it must not use anything that only one of them has.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class SpringBootCheck implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	private static final int OLDEST = 4;

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		String version = SpringBootVersion.getVersion();
		if (Integer.parseInt(version.substring(0, version.indexOf('.'))) < OLDEST) {
			throw new InvalidSettingException("Spring Boot " + version,
					"is too old for mesh-propagation-spring-boot-starter, which needs Spring Boot " + OLDEST,
					"Upgrade the application to Spring Boot " + OLDEST + ", or remove the starter from the class path");
		}
	}

}
