package org.meshtrio.propagation.autoconfigure;

import org.meshtrio.propagation.settings.InvalidSettingException;

import org.springframework.boot.SpringBootVersion;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Stops the start on Spring Boot 3, which would find no class of what the starter needs.
 * Spring Boot 3 and 4 call it under the same name, before they look at any configuration:
 * it must use nothing that only one of them has.
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
					"Move the application to Spring Boot " + OLDEST + ", or take the starter off the class path");
		}
	}

}
