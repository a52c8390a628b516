package org.meshtrio.propagation.settings;

import java.util.List;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.Environment;

/**
 * Stops the start where a setting has the name that it had before it became
 * {@code mesh.propagation.*}: it would silently do nothing. After all property sources
 * are there, those of {@code @PropertySource} included, and before any other bean.
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
							"Rename it, in whichever property source or environment variable it stands");
				}
			}
		}
	}

}
