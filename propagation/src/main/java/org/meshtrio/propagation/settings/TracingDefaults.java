package org.meshtrio.propagation.settings;

import java.util.List;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.micrometer.tracing.autoconfigure.TracingProperties;
import org.springframework.boot.micrometer.tracing.autoconfigure.TracingProperties.Propagation.PropagationType;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;

/**
 * Tracing defaults for a mesh. Like Spring Boot's own defaults they are in the properties
 * object before the application's settings are bound to it. So the application's settings
 * win, from any property source.
 */
public final class TracingDefaults implements BeanPostProcessor, PriorityOrdered {

	/** The name of Spring Boot's bean. */
	private static final String BEAN_NAME = "management.tracing-" + TracingProperties.class.getName();

	/** Before ConfigurationPropertiesBindingPostProcessor, which binds the settings. */
	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public Object postProcessBeforeInitialization(Object bean, String beanName) {
		// An object that the application creates has another name, and is complete.
		if (bean instanceof TracingProperties properties && beanName.equals(BEAN_NAME)) {
			// Boot reads W3C first. A traceparent that a client sent and a B3 proxy
			// didn't change would win over the proxy's new B3. See docs/propagation.md.
			properties.getPropagation()
				.setConsume(List.of(PropagationType.B3, PropagationType.B3_MULTI, PropagationType.W3C));
			// Boot writes only W3C, which a proxy with a B3 provider doesn't read.
			properties.getPropagation().setProduce(List.of(PropagationType.B3_MULTI, PropagationType.W3C));
			// The proxy in front decides sampling. Boot's 10 % would apply only to
			// a trace that begins here.
			properties.getSampling().setProbability(1);
		}
		return bean;
	}

}
