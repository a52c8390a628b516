package org.meshtrio.hop.answer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.meshtrio.propagation.PropagatedHeader;

/** Keeps the values of credential headers out of what is shown. */
final class Credentials {

	private static final List<String> REDACTED = List.of("[redacted]");

	private Credentials() {
	}

	/**
	 * Headers without the values of credentials.
	 * @param headers values by name
	 * @return the same, in the same order, with {@code [redacted]} in their place
	 */
	static Map<String, List<String>> redacted(Map<String, List<String>> headers) {
		Map<String, List<String>> redacted = new LinkedHashMap<>(headers);
		redacted.replaceAll((name, values) -> PropagatedHeader.isCredential(name) ? REDACTED : values);
		return redacted;
	}

}
