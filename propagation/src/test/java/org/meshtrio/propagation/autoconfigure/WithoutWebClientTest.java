package org.meshtrio.propagation.autoconfigure;

import org.junit.jupiter.api.Test;
import org.meshtrio.propagation.context.ForwardingRules;
import org.meshtrio.propagation.testing.InRequest;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.DefaultResourceLoader;

import static org.assertj.core.api.Assertions.assertThat;

/** An application without WebClient starts. */
class WithoutWebClientTest {

	@Test
	void starts() {
		FilteredClassLoader without = new FilteredClassLoader("org.springframework.web.reactive",
				"org.springframework.boot.webclient");
		try (ConfigurableApplicationContext context = new SpringApplication(new DefaultResourceLoader(without),
				InRequest.Application.class)
			.run("--server.port=0", "--management.tracing.export.zipkin.enabled=false",
					"--management.otlp.metrics.export.enabled=false", "--logging.level.root=warn",
					"--spring.main.banner-mode=off")) {
			assertThat(context.getBeanNamesForType(ForwardingRules.class)).hasSize(1);
			assertThat(context.containsBean("propagationWebClientCustomizer")).isFalse();
		}
	}

}
