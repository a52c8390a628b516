package org.meshtrio.hop.endpoint;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.meshtrio.hop.TestHop;

import org.springframework.boot.webmvc.actuate.endpoint.web.WebMvcEndpointHandlerMapping;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

/** A request to a controller isn't compared with Actuator's endpoints first. */
class HandlerMappingsTest {

	@Test
	void theControllersComeBeforeActuator() {
		try (TestHop hop = TestHop.start("service0")) {
			List<Class<? extends HandlerMapping>> order = hop.handlerMappings()
				.stream()
				.<Class<? extends HandlerMapping>>map(HandlerMapping::getClass)
				.toList();

			assertThat(order).containsSubsequence(RequestMappingHandlerMapping.class,
					WebMvcEndpointHandlerMapping.class);
		}
	}

}
