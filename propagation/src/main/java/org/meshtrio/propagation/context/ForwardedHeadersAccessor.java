package org.meshtrio.propagation.context;

import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * Takes the headers to the threads that run a request's tasks. The context-propagation
 * library finds it through {@code META-INF/services}. Spring's
 * {@code ContextPropagatingTaskDecorator} and Reactor use it.
 */
public final class ForwardedHeadersAccessor implements ThreadLocalAccessor<Object> {

	/** The key of the headers in a Reactor context. */
	public static final String KEY = ForwardedHeaders.class.getName();

	@Override
	public Object key() {
		return KEY;
	}

	@Override
	public @Nullable Object getValue() {
		return ForwardedHeaders.current();
	}

	@Override
	public void setValue(Object value) {
		ForwardedHeaders.setCurrent((ForwardedHeaders) value);
	}

	@Override
	public void setValue() {
		ForwardedHeaders.setCurrent(null);
	}

}
