package org.meshtrio.otelservice;

import org.meshtrio.hop.HopConfiguration;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/**
 * Any service of the chain: {@code SPRING_APPLICATION_NAME} and {@code SERVER_PORT} say
 * which one.
 */
@SpringBootApplication
@Import(HopConfiguration.class)
class OpenTelemetryService {

	public static void main(String[] args) {
		SpringApplication.run(OpenTelemetryService.class, args);
	}

}
