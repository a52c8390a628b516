package org.meshtrio.hop.chain;

import java.util.List;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.meshtrio.answer.TrioHeaders;
import org.meshtrio.hop.http.BadHeaderException;
import org.meshtrio.propagation.ForwardingPolicy;

/**
 * The header {@code trio-forward: off}, which does for one request what
 * {@code mesh.propagation.forward=false} does for all. Each service forwards it.
 */
public final class ForwardSwitch implements ForwardingPolicy {

	private static final String HEADER = TrioHeaders.FORWARD;

	private static final String OFF = "off";

	@Override
	public boolean forwards(HttpServletRequest request) {
		return !OFF.equalsIgnoreCase(request.getHeader(HEADER));
	}

	/**
	 * The header for the next hop.
	 * @param received the headers that arrived, by lower-case name
	 * @return the header, or an empty map if it isn't off
	 */
	static Map<String, List<String>> sent(Map<String, List<String>> received) {
		return isOff(received.get(HEADER)) ? Map.of(HEADER, List.of(OFF)) : Map.of();
	}

	/**
	 * Rejects other values, because they're mistakes.
	 * @param request the request
	 * @throws BadHeaderException if the header is neither on nor off
	 */
	static void check(HttpServletRequest request) {
		String value = request.getHeader(HEADER);
		if (value != null && !value.equalsIgnoreCase(OFF) && !value.equalsIgnoreCase("on")) {
			throw new BadHeaderException(HEADER, "takes on or off");
		}
	}

	private static boolean isOff(@Nullable List<String> values) {
		return values != null && !values.isEmpty() && OFF.equalsIgnoreCase(values.get(0));
	}

}
