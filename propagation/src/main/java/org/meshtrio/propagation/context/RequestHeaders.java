package org.meshtrio.propagation.context;

import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Reads the headers of a request that arrived.
 */
public final class RequestHeaders {

	private RequestHeaders() {
	}

	/**
	 * The lines of a header.
	 * @param request the request
	 * @param name the header's name, in any case
	 * @return the lines in order, an empty list if the header is absent
	 */
	public static List<String> lines(HttpServletRequest request, String name) {
		Enumeration<@Nullable String> values = request.getHeaders(name);
		if (values == null || !values.hasMoreElements()) {
			return List.of();
		}
		List<String> lines = new ArrayList<>(1);
		while (values.hasMoreElements()) {
			String value = values.nextElement();
			if (value != null) {
				lines.add(value);
			}
		}
		return lines;
	}

}
