package org.meshtrio.propagation.tracing;

import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import org.meshtrio.propagation.context.ForwardingRules;
import org.meshtrio.propagation.settings.PropagationProperties;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.micrometer.tracing.autoconfigure.TracingProperties;
import org.springframework.core.env.Environment;

/**
 * Wraps the tracer's propagator in a {@link NormalizingPropagator}.
 *
 * <p>
 * With {@code mesh.propagation.spans=false} it replaces the tracer by one that makes no
 * spans, and the propagator by one that writes no headers, for every tracing library. A
 * condition on the beans wouldn't work, because ahead-of-time processing evaluates
 * conditions in the build. {@code management.tracing.export.enabled=false} would keep the
 * tracer, which then logs its own trace ids.
 */
public final class SpansSwitch implements BeanPostProcessor {

	private static final String BAGGAGE = "management.tracing.baggage";

	private final ObjectProvider<PropagationProperties> properties;

	private final ObjectProvider<TracingProperties> tracing;

	private final Environment environment;

	public SpansSwitch(ObjectProvider<PropagationProperties> properties, ObjectProvider<TracingProperties> tracing,
			Environment environment) {
		this.properties = properties;
		this.tracing = tracing;
		this.environment = environment;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof Tracer && !this.properties.getObject().spans()) {
			return Tracer.NOOP;
		}
		if (bean instanceof Propagator propagator) {
			return this.properties.getObject().spans() ? new NormalizingPropagator(propagator,
					ForwardingRules.order(this.tracing.getObject()), isBaggageConfigured()) : Propagator.NOOP;
		}
		return bean;
	}

	private boolean isBaggageConfigured() {
		return Binder.get(this.environment).bind(BAGGAGE, Bindable.mapOf(String.class, Object.class)).isBound();
	}

}
