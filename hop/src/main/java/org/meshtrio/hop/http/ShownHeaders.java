package org.meshtrio.hop.http;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import org.meshtrio.answer.Received;

import org.springframework.http.HttpHeaders;

/** Turns headers into the form that an answer shows. */
public final class ShownHeaders {

	private ShownHeaders() {
	}

	/**
	 * The request as an answer shows it.
	 */
	public static Received received(HttpServletRequest request) {
		Map<String, List<String>> headers = new LinkedHashMap<>();
		for (String name : Collections.list(request.getHeaderNames())) {
			String lowerCase = name.toLowerCase(Locale.ROOT);
			headers.put(lowerCase, Collections.list(request.getHeaders(name)));
		}
		return new Received(request.getMethod(), request.getRequestURI(), headers);
	}

	/**
	 * The headers of a request that was sent or of an answer.
	 * @param headers the headers
	 * @return their values by lower-case name
	 */
	public static Map<String, List<String>> shown(HttpHeaders headers) {
		Map<String, List<String>> shown = new LinkedHashMap<>();
		headers.forEach((name, values) -> shown.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
		return shown;
	}

}
