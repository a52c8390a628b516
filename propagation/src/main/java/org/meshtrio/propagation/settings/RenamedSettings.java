package org.meshtrio.propagation.settings;

import java.util.List;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.Environment;

/**
 * Stops the start if a setting has its old name, from before {@code mesh.propagation.*},
 * because it would have no effect. It runs after all property sources are there,
 * including those of {@code @PropertySource}, and before any other bean.
 */
public final class RenamedSettings implements BeanFactoryPostProcessor {

	private static final String OLD = "trio.";

	private static final List<String> NAMES = List.of("spans", "forward", "credentials", "headers", "headers[0]");

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		Environment environment = beanFactory.getBean(Environment.class);
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			for (String name : NAMES) {
				if (source.getConfigurationProperty(ConfigurationPropertyName.of(OLD + name)) != null) {
					throw new InvalidSettingException(OLD + name, "is now called mesh.propagation." + name,
							"Rename it in the property source or environment variable that sets it");
				}
			}
		}
	}

}
