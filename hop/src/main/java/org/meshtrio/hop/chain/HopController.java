package org.meshtrio.hop.chain;

import java.util.Collections;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.meshtrio.answer.Call;
import org.meshtrio.answer.Hop;
import org.meshtrio.answer.Printable;
import org.meshtrio.hop.fault.Faults;
import org.meshtrio.hop.http.BadHeaderException;
import org.meshtrio.hop.http.ShownHeaders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The endpoint {@code /}: a request goes through the chain. */
@RestController
public class HopController {

	private static final Logger logger = LoggerFactory.getLogger(HopController.class);

	/** The longest part of each text from outside. */
	private static final int LOGGED_CHARACTERS = 200;

	private final HopHandler handler;

	HopController(HopHandler handler) {
		this.handler = handler;
	}

	/**
	 * Answers with this hop and all hops after it: as text for curl, as JSON for
	 * programs, the previous hop, and the page, which a browser gets before it asks here.
	 * @param request the request
	 * @param response gets the hop's status; it isn't a {@code ResponseEntity}, because
	 * Spring flushes one before its length is known
	 * @return the hop
	 * @throws BadHeaderException if a header that controls the chain is malformed
	 */
	@GetMapping(path = "/", produces = { MediaType.TEXT_PLAIN_VALUE, MediaType.APPLICATION_JSON_VALUE })
	Hop hop(HttpServletRequest request, HttpServletResponse response) {
		ForwardSwitch.check(request);
		Faults faults = Faults.parse(Collections.list(request.getHeaders(Faults.HEADER)),
				request.getHeader("x-envoy-attempt-count"));
		Hop hop = this.handler.answer(ShownHeaders.received(request), faults);
		log(hop, request.getHeader("x-request-id"));
		response.setStatus(hop.status());
		return hop;
	}

	/**
	 * Logs one line for each request; the pattern or the JSON encoder adds the trace id.
	 */
	private static void log(Hop hop, @Nullable String requestId) {
		String id = (requestId != null) ? logged(requestId) : null;
		logger.atInfo()
			.addKeyValue("requestId", id)
			.log("{} {} {} in {} ms, {}, x-request-id {}", hop.received().method(), logged(hop.received().path()),
					hop.status(), hop.durationMillis(),
					logged(hop.calls().isEmpty() ? hop.message() : describe(hop.calls())), (id != null) ? id : "none");
	}

	private static String logged(String text) {
		return Printable.line(text, LOGGED_CHARACTERS);
	}

	private static String describe(List<Call> calls) {
		return String.join(", ", calls.stream().map(HopController::describe).toList());
	}

	private static String describe(Call call) {
		return (call.error() != null) ? call.error()
				: "called " + call.url() + ": " + call.status() + " in " + call.durationMillis() + " ms";
	}

}
