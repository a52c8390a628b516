package org.meshtrio.hop.endpoint;

import org.jspecify.annotations.Nullable;
import org.meshtrio.hop.http.BadHeaderException;
import org.meshtrio.hop.server.TooManyWaitsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Every error as a problem document: it names the field, and shows neither what came in
 * nor a stack trace.
 */
@RestControllerAdvice
public class Problems extends ResponseEntityExceptionHandler {

	private static final Logger logger = LoggerFactory.getLogger(Problems.class);

	@ExceptionHandler({ BadHeaderException.class, BadPathException.class })
	ResponseEntity<Object> badInput(RuntimeException ex) {
		return Problem.answer(HttpStatus.BAD_REQUEST, HttpHeaders.EMPTY, String.valueOf(ex.getMessage()));
	}

	@ExceptionHandler
	ResponseEntity<Object> notANumber(MethodArgumentTypeMismatchException ex) {
		return Problem.answer(HttpStatus.BAD_REQUEST, HttpHeaders.EMPTY,
				"The path's %s takes a number.".formatted(ex.getName()));
	}

	@ExceptionHandler
	ResponseEntity<Object> busy(TooManyWaitsException ex) {
		HttpHeaders headers = new HttpHeaders();
		headers.set(HttpHeaders.RETRY_AFTER, "1");
		return Problem.answer(HttpStatus.SERVICE_UNAVAILABLE, headers, String.valueOf(ex.getMessage()));
	}

	@ExceptionHandler
	ResponseEntity<Object> ours(Exception ex) {
		logger.error("A request failed by a fault of this service", ex);
		return Problem.answer(HttpStatus.INTERNAL_SERVER_ERROR, HttpHeaders.EMPTY,
				"This service made a mistake; its log says which.");
	}

	/** What Spring MVC refuses: our words in place of Spring's, which show the input. */
	@Override
	protected ResponseEntity<Object> createResponseEntity(@Nullable Object body, HttpHeaders headers,
			HttpStatusCode status, WebRequest request) {
		return Problem.answer(status, headers, detail(status.value()));
	}

	static String detail(int status) {
		return switch (status) {
			case 404 -> "There is no such path: try /, /headers, /status/{code}, /delay/{seconds}, /version, /healthz "
					+ "or /metrics.";
			case 405 -> "This path takes GET only.";
			case 406 -> "This path answers in text/plain, application/json or text/html.";
			default -> "The request cannot be served.";
		};
	}

}
