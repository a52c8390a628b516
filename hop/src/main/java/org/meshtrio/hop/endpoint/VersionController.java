package org.meshtrio.hop.endpoint;

import org.meshtrio.hop.chain.HopProperties;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows which version answers, the simplest way to see a route. */
@RestController
public class VersionController {

	private final String answer;

	VersionController(@Value("${spring.application.name}") String service, HopProperties properties) {
		this.answer = service + " " + properties.version() + "\n";
	}

	/**
	 * @return {@code service0 v1} and a line end
	 */
	@GetMapping(path = { "/version", "/getVersion" }, produces = MediaType.TEXT_PLAIN_VALUE)
	String version() {
		return this.answer;
	}

}
