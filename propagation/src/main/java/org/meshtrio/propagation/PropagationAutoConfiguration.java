package org.meshtrio.propagation;

import io.micrometer.tracing.Tracer;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.tracing.autoconfigure.TracingProperties;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.restclient.RestTemplateCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.core.task.support.ContextPropagatingTaskDecorator;

/**
 * Carries the headers of {@link PropagatedHeader} through a Spring MVC service, to every
 * request that it makes with a {@code RestClient}, an HTTP service client or a
 * {@code RestTemplate} from Spring Boot's builders.
 */
@AutoConfiguration(afterName = "org.springframework.boot.micrometer.tracing.autoconfigure.NoopTracerAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties({ PropagationProperties.class, TracingProperties.class })
public class PropagationAutoConfiguration {

	@Bean
	static SpansSwitch propagationSpansSwitch(ObjectProvider<PropagationProperties> properties,
			ObjectProvider<TracingProperties> tracing, Environment environment) {
		return new SpansSwitch(properties, tracing, environment);
	}

	@Bean
	ForwardingRules propagationForwardingRules(PropagationProperties properties, TracingProperties tracing,
			ObjectProvider<ForwardingPolicy> policy) {
		return new ForwardingRules(properties, ForwardingRules.order(tracing),
				policy.getIfAvailable(() -> (request) -> true));
	}

	@Bean
	FilterRegistrationBean<ForwardedHeadersFilter> propagationForwardedHeadersFilter(ForwardingRules rules) {
		FilterRegistrationBean<ForwardedHeadersFilter> registration = new FilterRegistrationBean<>(
				new ForwardedHeadersFilter(rules));
		// Before whatever may call another service, security filters included, and
		// before Spring's filter of order + 1, which asks the tracer to read the headers.
		registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
		return registration;
	}

	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	RestClientCustomizer propagationRestClientCustomizer(ForwardingRules rules) {
		return (builder) -> builder.requestInterceptor(new ForwardingInterceptor(rules));
	}

	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	RestTemplateCustomizer propagationRestTemplateCustomizer(ForwardingRules rules) {
		return (template) -> template.getInterceptors().add(new ForwardingInterceptor(rules));
	}

	/** Spring Boot hands it to the executors of {@code @Async} and of MVC. */
	@Bean
	@ConditionalOnMissingBean
	ContextPropagatingTaskDecorator propagationTaskDecorator() {
		return new ContextPropagatingTaskDecorator();
	}

	@Bean
	CurrentTrace propagationCurrentTrace(Tracer tracer) {
		return new CurrentTrace(tracer);
	}

	@Bean
	ActuatorRequests propagationActuatorRequests(ObjectProvider<PathMappedEndpoints> endpoints) {
		return new ActuatorRequests(endpoints);
	}

}
