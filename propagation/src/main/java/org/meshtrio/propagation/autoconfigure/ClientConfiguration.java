package org.meshtrio.propagation.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import io.micrometer.observation.ObservationRegistry;
import org.meshtrio.propagation.outbound.ForwardingPropagator;
import org.meshtrio.propagation.outbound.ForwardingRequestFactory;
import org.meshtrio.propagation.outbound.ForwardingRestClient;
import org.meshtrio.propagation.settings.PropagationProperties;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.restclient.RestTemplateCustomizer;
import org.springframework.boot.restclient.autoconfigure.RestClientBuilderConfigurer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.client.BufferingClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.InterceptingClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.client.support.RestClientHttpServiceGroupConfigurer;
import org.springframework.web.service.registry.HttpServiceGroup;

/**
 * Adds forwarding to the clients that Spring Boot's builders make: {@code RestClient},
 * {@code RestTemplate} and HTTP service clients.
 */
@Configuration(proxyBeanMethods = false)
class ClientConfiguration {

	/**
	 * Just before Spring Boot's own configurer, which sets each group's request factory.
	 */
	private static final int BEFORE_BOOTS_GROUP_CONFIGURER = Ordered.HIGHEST_PRECEDENCE + 9;

	@Bean
	static BeanPostProcessor propagationForwardingPropagator(ObjectProvider<PropagationProperties> properties) {
		return ForwardingPropagator.postProcessor(properties);
	}

	@Bean
	static BeanPostProcessor propagationClients() {
		return new BeanPostProcessor() {

			@Override
			public Object postProcessAfterInitialization(Object bean, String beanName) {
				if (bean instanceof RestClientBuilderConfigurer configurer) {
					return new ForwardingRestClient.Configurer(configurer);
				}
				// The application may have set another factory after the builder. A
				// template without observation wasn't made by the builder.
				if (bean instanceof RestTemplate template
						&& template.getObservationRegistry() != ObservationRegistry.NOOP) {
					forward(template);
				}
				return bean;
			}

		};
	}

	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	RestTemplateCustomizer propagationRestTemplateCustomizer() {
		return ClientConfiguration::forward;
	}

	@Bean
	RestClientHttpServiceGroupConfigurer propagationHttpServiceGroupConfigurer() {
		return new HttpServiceGroupConfigurer();
	}

	private static void forward(RestTemplate template) {
		ClientHttpRequestFactory factory = template.getRequestFactory();
		// A template wraps its own factory in these.
		if (!template.getInterceptors().isEmpty()
				&& factory instanceof InterceptingClientHttpRequestFactory intercepting) {
			factory = intercepting.getDelegate();
		}
		if (template.getBufferingPredicate() != null
				&& factory instanceof BufferingClientHttpRequestFactory buffering) {
			factory = buffering.getDelegate();
		}
		template.setRequestFactory(ForwardingRequestFactory.around(factory));
	}

	private static final class HttpServiceGroupConfigurer implements RestClientHttpServiceGroupConfigurer {

		@Override
		public int getOrder() {
			return BEFORE_BOOTS_GROUP_CONFIGURER;
		}

		@Override
		public void configureGroups(Groups<RestClient.Builder> groups) {
			List<HttpServiceGroup> all = new ArrayList<>();
			groups.forEachProxyFactory((group, factory) -> all.add(group));
			for (HttpServiceGroup group : all) {
				try {
					groups.filter((other) -> other == group)
						.forEachClient((same) -> ForwardingRestClient.around(RestClient.builder()));
				}
				catch (IllegalStateException ex) {
					// The application set a builder for the group. Spring Boot's builder
					// forwards already.
				}
			}
		}

	}

}
