package org.meshtrio.hop.endpoint;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * A problem document (RFC 9457). It isn't Spring's {@code ProblemDetail}, because Spring
 * adds the request's path to that, and errors must not show input.
 *
 * @param title the status in words
 * @param status the HTTP status
 * @param detail what is wrong and what to do, in one or two sentences
 */
record Problem(String title, int status, String detail) {

	static ResponseEntity<Object> answer(HttpStatusCode code, HttpHeaders headers, String detail) {
		HttpStatus known = HttpStatus.resolve(code.value());
		String title = (known != null) ? known.getReasonPhrase() : "Error";
		return ResponseEntity.status(code)
			.headers(headers)
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.body(new Problem(title, code.value(), detail));
	}

}
