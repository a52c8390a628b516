package org.meshtrio.service1;

import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/** The service starts with the settings for its place in the chain. */
class Service1ApplicationTest {

	@Test
	void itIsWhoItSaysAndCallsWhomItShould() {
		try (ConfigurableApplicationContext context = SpringApplication.run(Service1Application.class,
				"--server.port=0", "--management.tracing.export.zipkin.enabled=false")) {
			Environment environment = context.getEnvironment();

			assertThat(RestClient.create("http://localhost:" + environment.getProperty("local.server.port"))
				.get()
				.uri("/version")
				.retrieve()
				.body(String.class)).isEqualTo("service1 v1\n");
			assertThat(environment.getProperty("trio.next")).isEqualTo("http://localhost:8082");
			assertThat(environment.getProperty("trio.timeout")).as("shorter than that of service0, 20s")
				.isEqualTo("15s");
		}
	}

}
