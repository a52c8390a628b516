package org.meshtrio.propagation.autoconfigure;

import java.util.EnumSet;

import io.micrometer.tracing.Tracer;
import jakarta.servlet.DispatcherType;
import org.meshtrio.headers.PropagatedHeader;
import org.meshtrio.propagation.CurrentTrace;
import org.meshtrio.propagation.ForwardingPolicy;
import org.meshtrio.propagation.context.ForwardingRules;
import org.meshtrio.propagation.inbound.ActuatorRequests;
import org.meshtrio.propagation.inbound.ForwardedHeadersFilter;
import org.meshtrio.propagation.inbound.HttpErrors;
import org.meshtrio.propagation.inbound.LaterDispatchFilter;
import org.meshtrio.propagation.settings.PropagationProperties;
import org.meshtrio.propagation.tracing.RequestTrace;
import org.meshtrio.propagation.tracing.SpansSwitch;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.tracing.autoconfigure.TracingProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.actuate.endpoint.web.AbstractWebMvcEndpointHandlerMapping;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/**
 * Forwards the headers of {@link PropagatedHeader} in a Spring MVC application, to every
 * request that it makes with a {@code RestClient}, an HTTP service client, a
 * {@code RestTemplate} or a {@code WebClient} from Spring Boot's builders.
 */
@AutoConfiguration(afterName = "org.springframework.boot.micrometer.tracing.autoconfigure.NoopTracerAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@Import({ ClientConfiguration.class, WebClientConfiguration.class })
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
	FilterRegistrationBean<ForwardedHeadersFilter> propagationForwardedHeadersFilter(ForwardingRules rules,
			ObjectProvider<AbstractWebMvcEndpointHandlerMapping> endpoints,
			ObjectProvider<DispatcherServletPath> servlet) {
		return forwardedHeadersFilter(new ForwardedHeadersFilter(rules, new ActuatorRequests(endpoints, servlet)));
	}

	static FilterRegistrationBean<ForwardedHeadersFilter> forwardedHeadersFilter(ForwardedHeadersFilter filter) {
		FilterRegistrationBean<ForwardedHeadersFilter> registration = new FilterRegistrationBean<>(filter);
		// Before Spring's observation filter, which makes the first span, and before
		// every filter that may call another service, such as security filters.
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
	CurrentTrace propagationCurrentTrace(Tracer tracer) {
		return new RequestTrace(tracer);
	}

	@Bean
	HttpErrors propagationHttpErrors(PropagationProperties properties) {
		return new HttpErrors(properties.client4xxIsError());
	}

}
