package org.meshtrio.answer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Recognizes credential headers by their names, and redacts their values.
 */
public final class Credentials {

	/**
	 * Parts of the names of headers that users and services log in with. {@code key}
	 * alone isn't one, because an idempotency key, for example, is a plain id.
	 */
	private static final List<String> CREDENTIAL_WORDS = List.of("authorization", "authentication", "cookie", "jwt",
			"token", "secret", "password", "passwd", "passphrase", "credential", "assertion", "bearer", "saml", "dpop",
			"session-id", "sessionid", "apikey", "api-key", "auth-key", "access-key", "private-key", "subscription-key",
			"functions-key", "customer-key", "encryption-key");

	private static final List<String> REDACTED = List.of("[redacted]");

	private Credentials() {
	}

	/**
	 * Whether a header's value is a credential. No pattern of names forwards a
	 * credential, and no output shows it. Only the name decides: any name that contains a
	 * word such as {@code token}, {@code secret} or {@code api-key}, with {@code -} or
	 * {@code _}.
	 * @param name the header's name, in any case
	 * @return whether it is
	 */
	public static boolean isCredential(String name) {
		String lowerCase = name.toLowerCase(Locale.ROOT).replace('_', '-');
		// Not a stream, because this runs for each header of each hop.
		for (String word : CREDENTIAL_WORDS) {
			if (lowerCase.contains(word)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Headers without the values of credentials.
	 * @param headers values by name
	 * @return the same headers in the same order, with {@code [redacted]} instead of
	 * those values
	 */
	static Map<String, List<String>> redacted(Map<String, List<String>> headers) {
		Map<String, List<String>> redacted = new LinkedHashMap<>(headers);
		redacted.replaceAll((name, values) -> isCredential(name) ? REDACTED : values);
		return redacted;
	}

}
