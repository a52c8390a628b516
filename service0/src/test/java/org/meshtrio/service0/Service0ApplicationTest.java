package org.meshtrio.service0;

import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/** The service starts with the settings for its place in the chain. */
class Service0ApplicationTest {

	@Test
	void itIsWhoItSaysAndCallsWhomItShould() {
		try (ConfigurableApplicationContext context = SpringApplication.run(Service0Application.class,
				"--server.port=0", "--management.tracing.export.zipkin.enabled=false")) {
			Environment environment = context.getEnvironment();

			assertThat(RestClient.create("http://localhost:" + environment.getProperty("local.server.port"))
				.get()
				.uri("/version")
				.retrieve()
				.body(String.class)).isEqualTo("service0 v1\n");
			assertThat(environment.getProperty("trio.next")).isEqualTo("http://localhost:8081");
			assertThat(environment.getProperty("trio.timeout")).as("longer than that of service1, 15s")
				.isEqualTo("20s");
		}
	}

}
