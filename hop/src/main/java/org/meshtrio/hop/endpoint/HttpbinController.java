package org.meshtrio.hop.endpoint;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import org.meshtrio.hop.http.ShownHeaders;
import org.meshtrio.hop.server.Waits;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Three endpoints of httpbin that the classic labs use. */
@RestController
public class HttpbinController {

	private static final double MAX_DELAY_SECONDS = 10;

	private static final String TEAPOT = """
			    -=[ teapot ]=-

			       _...._
			     .'  _ _ `.
			    | ."` ^ `". _,
			    \\_;`"---"`|//
			      |       ;/
			      \\_     _/
			        `\"""`
			""";

	private final Waits waits;

	HttpbinController(Waits waits) {
		this.waits = waits;
	}

	/**
	 * Shows the headers that arrived.
	 * @param request the request
	 * @return its headers by lower-case name, credentials redacted
	 */
	@GetMapping("/headers")
	Map<String, Map<String, List<String>>> headers(HttpServletRequest request) {
		return Map.of("headers", ShownHeaders.received(request).headers());
	}

	/**
	 * Answers with a status.
	 * @param code 200 to 599
	 * @return an answer of that status; 418 comes with its teapot
	 */
	@GetMapping(path = "/status/{code}")
	ResponseEntity<String> status(@PathVariable int code) {
		if (code < 200 || code > 599) {
			throw new BadPathException("code", "takes a status from 200 to 599");
		}
		ResponseEntity.BodyBuilder answer = ResponseEntity.status(code);
		return (code == 418) ? answer.contentType(MediaType.TEXT_PLAIN).body(TEAPOT) : answer.build();
	}

	/**
	 * Answers after a delay.
	 * @param seconds the delay, 0 to 10, which may have a fraction
	 * @return the delay
	 */
	@GetMapping("/delay/{seconds}")
	Map<String, Double> delay(@PathVariable double seconds) {
		if (!(seconds >= 0 && seconds <= MAX_DELAY_SECONDS)) {
			throw new BadPathException("seconds", "takes a number of seconds from 0 to 10");
		}
		this.waits.pause(Duration.ofNanos((long) (seconds * 1e9)));
		return Map.of("delay", seconds);
	}

}
