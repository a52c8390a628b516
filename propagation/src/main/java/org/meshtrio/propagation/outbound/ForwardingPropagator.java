package org.meshtrio.propagation.outbound;

import java.util.List;
import java.util.Set;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.propagation.Propagator;
import org.jspecify.annotations.Nullable;
import org.meshtrio.headers.HeaderGroup;
import org.meshtrio.headers.PropagatedHeader;
import org.meshtrio.propagation.context.Baggage;
import org.meshtrio.propagation.context.ForwardedHeaders;
import org.meshtrio.propagation.settings.PropagationProperties;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Filters what the tracer writes to a request. If forwarding is off, the tracer's headers
 * aren't written. If the tracer writes {@code baggage}, the members that arrived are
 * added to it. This must happen here and not when the request leaves, because then the
 * tracer's headers can't be told from the application's.
 */
public final class ForwardingPropagator implements Propagator {

	private static final Set<HeaderGroup> NEEDED_BY_A_TRACE = Set.of(HeaderGroup.TRACE, HeaderGroup.VENDOR_TRACE,
			HeaderGroup.REQUEST);

	private final Propagator tracer;

	private final ObjectProvider<PropagationProperties> properties;

	private ForwardingPropagator(Propagator tracer, ObjectProvider<PropagationProperties> properties) {
		this.tracer = tracer;
		this.properties = properties;
	}

	/**
	 * Wraps each propagator bean.
	 * @param properties the setting that applies outside a request
	 * @return the post-processor
	 */
	public static BeanPostProcessor postProcessor(ObjectProvider<PropagationProperties> properties) {
		return new BeanPostProcessor() {

			@Override
			public Object postProcessAfterInitialization(Object bean, String beanName) {
				return (bean instanceof Propagator tracer) ? new ForwardingPropagator(tracer, properties) : bean;
			}

		};
	}

	@Override
	public List<String> fields() {
		return this.tracer.fields();
	}

	@Override
	public <C> void inject(TraceContext context, @Nullable C carrier, Setter<C> setter) {
		ForwardedHeaders forwarded = ForwardedHeaders.current();
		boolean forward = (forwarded != null) ? forwarded.forward() : this.properties.getObject().forward();
		this.tracer.inject(context, carrier, (target, name, value) -> {
			if (forward || !isNeededByATrace(name)) {
				setter.set(target, name, "baggage".equalsIgnoreCase(name) ? completed(value, forwarded) : value);
			}
		});
	}

	@Override
	public <C> Span.Builder extract(C carrier, Getter<C> getter) {
		return this.tracer.extract(carrier, getter);
	}

	private static boolean isNeededByATrace(String name) {
		return PropagatedHeader.of(name).filter((known) -> NEEDED_BY_A_TRACE.contains(known.group())).isPresent();
	}

	private static String completed(String baggage, @Nullable ForwardedHeaders forwarded) {
		List<String> arrived = (forwarded != null) ? forwarded.headers().get("baggage") : null;
		return (arrived != null) ? Baggage.merge(baggage, arrived) : baggage;
	}

}
