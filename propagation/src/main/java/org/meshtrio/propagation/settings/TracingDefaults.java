package org.meshtrio.propagation.settings;

import java.util.List;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.micrometer.tracing.autoconfigure.TracingProperties;
import org.springframework.boot.micrometer.tracing.autoconfigure.TracingProperties.Propagation.PropagationType;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;

/**
 * Spring Boot's tracing defaults, as a mesh needs them. They stand where Spring Boot's
 * own defaults stand: in the properties object before the application's settings are
 * bound to it. So whatever the application sets wins, from whichever property source it
 * comes.
 */
public final class TracingDefaults implements BeanPostProcessor, PriorityOrdered {

	/** The name that Spring Boot registers the object under. */
	public static final String BEAN_NAME = "management.tracing-" + TracingProperties.class.getName();

	/** Before ConfigurationPropertiesBindingPostProcessor, which binds the settings. */
	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public Object postProcessBeforeInitialization(Object bean, String beanName) {
		// An object that the application makes itself has another name, and is complete.
		if (bean instanceof TracingProperties properties && beanName.equals(BEAN_NAME)) {
			// Boot reads W3C first: a traceparent that a client sent and a B3 proxy left
			// alone would win over the proxy's fresh B3. See docs/propagation.md.
			properties.getPropagation()
				.setConsume(List.of(PropagationType.B3, PropagationType.B3_MULTI, PropagationType.W3C));
			// Boot writes W3C only, which a proxy with a B3 provider does not read.
			properties.getPropagation().setProduce(List.of(PropagationType.B3_MULTI, PropagationType.W3C));
			// The proxy in front decides what is sampled. Boot's 10 % is only for a trace
			// that begins here.
			properties.getSampling().setProbability(1);
		}
		return bean;
	}

}
