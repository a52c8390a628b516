package org.meshtrio.propagation.outbound;

import java.util.function.Consumer;

import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.NameMatchMethodPointcutAdvisor;
import org.springframework.boot.restclient.autoconfigure.RestClientBuilderConfigurer;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/**
 * Wraps a {@link RestClient.Builder}, so that it puts a {@link ForwardingRequestFactory}
 * around each request factory that Spring Boot or the application sets. The same goes for
 * clients and builders that are made from it. A builder has no getter for its factory, so
 * the wrapper looks at the calls that set one.
 */
public final class ForwardingRestClient {

	private ForwardingRestClient() {
	}

	/**
	 * Wraps a builder.
	 * @param builder a builder without a request factory
	 * @return a builder whose clients forward the headers
	 */
	public static RestClient.Builder around(RestClient.Builder builder) {
		return proxy(RestClient.Builder.class, builder);
	}

	private static <T> T proxy(Class<T> type, Object target) {
		ProxyFactory factory = new ProxyFactory();
		factory.setInterfaces(type);
		factory.setTarget(target);
		NameMatchMethodPointcutAdvisor advisor = new NameMatchMethodPointcutAdvisor(
				(org.aopalliance.intercept.MethodInterceptor) ForwardingRestClient::invoke);
		advisor.setMappedNames("requestFactory", "apply", "clone", "build", "mutate");
		factory.addAdvisor(advisor);
		return type.cast(factory.getProxy(type.getClassLoader()));
	}

	private static @Nullable Object invoke(MethodInvocation call) throws Throwable {
		Object[] arguments = call.getArguments();
		if (arguments.length == 1 && arguments[0] instanceof ClientHttpRequestFactory client) {
			arguments[0] = ForwardingRequestFactory.around(client);
		}
		else if (arguments.length == 1 && arguments[0] instanceof Consumer<?> consumer) {
			return applied(consumer, ((ProxyMethodInvocation) call).getProxy());
		}
		Object result = call.proceed();
		if (result == call.getThis()) {
			// Spring's proxies return themselves instead of their target.
			return result;
		}
		if (result instanceof RestClient.Builder) {
			return proxy(RestClient.Builder.class, result);
		}
		return (result instanceof RestClient) ? proxy(RestClient.class, result) : result;
	}

	@SuppressWarnings("unchecked")
	private static Object applied(Consumer<?> consumer, Object builder) {
		((Consumer<Object>) consumer).accept(builder);
		return builder;
	}

	/** Passes a wrapped builder to Spring Boot's defaults and to the customizers. */
	public static final class Configurer extends RestClientBuilderConfigurer {

		private final RestClientBuilderConfigurer configurer;

		public Configurer(RestClientBuilderConfigurer configurer) {
			this.configurer = configurer;
		}

		@Override
		public RestClient.Builder configure(RestClient.Builder builder) {
			return this.configurer.configure(around(builder));
		}

	}

}
