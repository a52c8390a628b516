package org.meshtrio.propagation.autoconfigure;

import org.meshtrio.propagation.context.ForwardingRules;
import org.meshtrio.propagation.inbound.ForwardedHeadersFilter;

import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;

/**
 * Where Actuator has a port of its own ({@code management.server.port}), it has filters
 * of its own, and every request there is Actuator's.
 */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(ForwardingRules.class)
class ManagementPortConfiguration {

	@Bean
	FilterRegistrationBean<ForwardedHeadersFilter> propagationManagementFilter(ForwardingRules rules) {
		return PropagationAutoConfiguration
			.forwardedHeadersFilter(new ForwardedHeadersFilter(rules, (request) -> true));
	}

}
