package org.meshtrio.service0;

import org.meshtrio.hop.HopConfiguration;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

@SpringBootApplication
@Import(HopConfiguration.class)
class Service0Application {

	public static void main(String[] args) {
		SpringApplication.run(Service0Application.class, args);
	}

}
