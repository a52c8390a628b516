package org.meshtrio.service2;

import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/** The service starts with the settings for its place in the chain. */
class Service2ApplicationTest {

	@Test
	void itIsWhoItSaysAndCallsWhomItShould() {
		try (ConfigurableApplicationContext context = SpringApplication.run(Service2Application.class,
				"--server.port=0", "--management.tracing.export.zipkin.enabled=false")) {
			Environment environment = context.getEnvironment();

			assertThat(RestClient.create("http://localhost:" + environment.getProperty("local.server.port"))
				.get()
				.uri("/version")
				.retrieve()
				.body(String.class)).isEqualTo("service2 v1\n");
			assertThat(environment.getProperty("trio.next")).as("the end of the chain").isNull();
		}
	}

}
