package org.meshtrio.hop.endpoint;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The answer to requests that a filter or Tomcat rejected, instead of Spring Boot's page.
 */
@RestController
public class ErrorEndpoint implements ErrorController {

	@RequestMapping("${server.error.path:/error}")
	ResponseEntity<Object> error(HttpServletRequest request) {
		Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
		// Without a status, a client requested this path itself.
		HttpStatusCode code = HttpStatusCode.valueOf((status instanceof Integer number) ? number : 404);
		return Problem.answer(code, HttpHeaders.EMPTY, Problems.detail(code.value()));
	}

}
