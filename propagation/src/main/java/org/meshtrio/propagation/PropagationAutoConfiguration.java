package org.meshtrio.propagation;

import java.util.EnumSet;

import io.micrometer.tracing.Tracer;
import jakarta.servlet.DispatcherType;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.tracing.autoconfigure.TracingProperties;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.restclient.RestTemplateCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.actuate.endpoint.web.AbstractWebMvcEndpointHandlerMapping;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Carries the headers of {@link PropagatedHeader} through a Spring MVC service, to every
 * request that it makes with a {@code RestClient}, an HTTP service client or a
 * {@code RestTemplate} from Spring Boot's builders.
 */
@AutoConfiguration(afterName = "org.springframework.boot.micrometer.tracing.autoconfigure.NoopTracerAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties({ PropagationProperties.class, TracingProperties.class })
public class PropagationAutoConfiguration {

	/**
	 * The header by which one request asks for what
	 * {@code mesh.propagation.forward=false} does for all: {@code trio-forward: off}. It
	 * travels itself.
	 */
	public static final String FORWARD_HEADER = "trio-forward";

	@Bean
	static SpansSwitch propagationSpansSwitch(ObjectProvider<PropagationProperties> properties,
			ObjectProvider<TracingProperties> tracing, Environment environment) {
		return new SpansSwitch(properties, tracing, environment);
	}

	@Bean
	ForwardingRules propagationForwardingRules(PropagationProperties properties, TracingProperties tracing) {
		return new ForwardingRules(properties, ForwardingRules.order(tracing));
	}

	@Bean
	FilterRegistrationBean<ForwardedHeadersFilter> propagationForwardedHeadersFilter(ForwardingRules rules,
			ObjectProvider<AbstractWebMvcEndpointHandlerMapping> endpoints,
			ObjectProvider<DispatcherServletPath> servlet) {
		return forwardedHeadersFilter(new ForwardedHeadersFilter(rules, new ActuatorRequests(endpoints, servlet)));
	}

	static FilterRegistrationBean<ForwardedHeadersFilter> forwardedHeadersFilter(ForwardedHeadersFilter filter) {
		FilterRegistrationBean<ForwardedHeadersFilter> registration = new FilterRegistrationBean<>(filter);
		// Before whatever may call another service, security filters included, and
		// before Spring's filter of order + 1, which asks the tracer to read the headers.
		registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
		registration.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
		return registration;
	}

	@Bean
	FilterRegistrationBean<LaterDispatchFilter> propagationLaterDispatchFilter() {
		FilterRegistrationBean<LaterDispatchFilter> registration = new FilterRegistrationBean<>(
				new LaterDispatchFilter());
		// Just inside Spring's observation filter.
		registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 2);
		registration.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
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

	@Bean
	CurrentTrace propagationCurrentTrace(Tracer tracer) {
		return new CurrentTrace(tracer);
	}

}
