package org.meshtrio.hop.endpoint;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.meshtrio.answer.Printable;
import org.meshtrio.hop.http.BadHeaderException;
import org.meshtrio.hop.server.TooManyWaitsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Answers every error with a problem document. It names the field, and never shows input
 * or a stack trace.
 */
@RestControllerAdvice
public class Problems extends ResponseEntityExceptionHandler {

	/** The longest part of each text from outside. */
	private static final int LOGGED_CHARACTERS = 100;

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
		logger.error("A request failed because of an error in this service", ex);
		return Problem.answer(HttpStatus.INTERNAL_SERVER_ERROR, HttpHeaders.EMPTY,
				"This service has an internal error. Its log has the details.");
	}

	/** Lists the types of the path that a client can ask for. */
	@Override
	protected ResponseEntity<Object> handleHttpMediaTypeNotAcceptable(HttpMediaTypeNotAcceptableException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		String[] accept = request.getHeaderValues(HttpHeaders.ACCEPT);
		if (accept != null && AcceptedTypes.isMalformed(accept)) {
			return refused(status, headers, "The header accept is malformed.", request);
		}
		List<String> types = ex.getSupportedMediaTypes()
			.stream()
			.filter(MediaType::isConcrete)
			.filter((type) -> !type.equals(MediaType.APPLICATION_PROBLEM_JSON))
			.map(MediaType::toString)
			.distinct()
			.toList();
		return refused(status, headers, "This path answers in %s.".formatted(either(types)), request);
	}

	/** {@code a, b or c}. */
	private static String either(List<String> names) {
		int last = names.size() - 1;
		return (last < 1) ? String.join("", names)
				: String.join(", ", names.subList(0, last)) + " or " + names.get(last);
	}

	/** Replaces Spring MVC's texts, which show the input. */
	@Override
	protected ResponseEntity<Object> createResponseEntity(@Nullable Object body, HttpHeaders headers,
			HttpStatusCode status, WebRequest request) {
		return refused(status, headers, detail(status.value()), request);
	}

	private static ResponseEntity<Object> refused(HttpStatusCode status, HttpHeaders headers, String detail,
			WebRequest request) {
		if (request instanceof ServletWebRequest web) {
			logger.info("{} {} {}", Printable.line(web.getRequest().getMethod(), LOGGED_CHARACTERS),
					Printable.line(web.getRequest().getRequestURI(), LOGGED_CHARACTERS), status.value());
		}
		return Problem.answer(status, headers, detail);
	}

	static String detail(int status) {
		return switch (status) {
			case 404 ->
				"This path doesn't exist. Try /, /headers, /status/{code}, /delay/{seconds}, /version, /healthz "
						+ "or /metrics.";
			case 405 -> "This path accepts only GET.";
			default -> "The request can't be served.";
		};
	}

}
