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
 * If Actuator has its own port ({@code management.server.port}), it has its own filters,
 * and every request on that port is Actuator's.
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
