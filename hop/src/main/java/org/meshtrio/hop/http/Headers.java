package org.meshtrio.hop.http;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import org.meshtrio.hop.answer.Received;
import org.meshtrio.propagation.PropagatedHeader;

import org.springframework.http.HttpHeaders;

/** Headers as an answer may show them. */
public final class Headers {

	private static final List<String> REDACTED = List.of("[redacted]");

	private Headers() {
	}

	/**
	 * A request as it arrived.
	 * @param request the request
	 * @return what an answer tells of it
	 */
	public static Received received(HttpServletRequest request) {
		Map<String, List<String>> headers = new LinkedHashMap<>();
		for (String name : Collections.list(request.getHeaderNames())) {
			String lowerCase = name.toLowerCase(Locale.ROOT);
			headers.put(lowerCase, shown(lowerCase, Collections.list(request.getHeaders(name))));
		}
		return new Received(request.getMethod(), request.getRequestURI(), headers);
	}

	/**
	 * Headers that were sent, or that came with an answer.
	 * @param headers the headers
	 * @return their values by lower-case name, credentials redacted
	 */
	public static Map<String, List<String>> shown(HttpHeaders headers) {
		Map<String, List<String>> shown = new LinkedHashMap<>();
		headers.forEach((name, values) -> {
			String lowerCase = name.toLowerCase(Locale.ROOT);
			shown.put(lowerCase, shown(lowerCase, List.copyOf(values)));
		});
		return shown;
	}

	/**
	 * A text from outside, safe for a terminal: control characters, by which it could
	 * write over other lines, are shown as their code.
	 * @param text the text
	 * @return the text without control characters
	 */
	public static String printable(String text) {
		if (text.chars().noneMatch(Character::isISOControl)) {
			return text;
		}
		StringBuilder printable = new StringBuilder();
		text.chars().forEach((c) -> {
			if (Character.isISOControl(c)) {
				printable.append("\\u%04x".formatted(c));
			}
			else {
				printable.append((char) c);
			}
		});
		return printable.toString();
	}

	private static List<String> shown(String name, List<String> values) {
		return PropagatedHeader.isCredential(name) ? REDACTED : values;
	}

}
