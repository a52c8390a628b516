package org.meshtrio.propagation;

import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * With {@code mesh.propagation.spans=false} puts a tracer in place that makes no spans
 * and a propagator that writes no headers, whichever tracing library is there. A
 * condition on the beans would not do: where Spring processes an application ahead of
 * time, conditions are settled in the build. And
 * {@code management.tracing.export.enabled=false} would leave the tracer in, which then
 * shows trace ids of its own in the logs.
 */
final class SpansSwitch implements BeanPostProcessor {

	private final ObjectProvider<PropagationProperties> properties;

	SpansSwitch(ObjectProvider<PropagationProperties> properties) {
		this.properties = properties;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof Tracer && !this.properties.getObject().spans()) {
			return Tracer.NOOP;
		}
		if (bean instanceof Propagator && !this.properties.getObject().spans()) {
			return Propagator.NOOP;
		}
		return bean;
	}

}
