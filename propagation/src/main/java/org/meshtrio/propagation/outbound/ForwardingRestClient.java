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
 * A {@link RestClient.Builder} that puts a {@link ForwardingRequestFactory} around
 * whatever request factory it is given, by Spring Boot or by the application, also where
 * a client or a builder was made from it. A builder does not tell which factory it has,
 * so it has to be seen when it is set.
 */
public final class ForwardingRestClient {

	private ForwardingRestClient() {
	}

	/**
	 * Makes a builder that adds the forwarded headers.
	 * @param builder the builder, to which no request factory was given yet
	 * @return the builder to use in its place
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
			// Spring's proxies hand out themselves in place of their target.
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

	/** Gives Spring Boot's defaults and the customizers a builder that forwards. */
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
