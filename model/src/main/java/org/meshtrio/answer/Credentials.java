package org.meshtrio.answer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Tells credential headers by their names, and keeps their values out of what is shown.
 */
public final class Credentials {

	/**
	 * What stands in the names by which people and services log in. {@code key} alone is
	 * none: an idempotency key, say, is a plain id.
	 */
	private static final List<String> CREDENTIAL_WORDS = List.of("authorization", "authentication", "cookie", "jwt",
			"token", "secret", "password", "passwd", "passphrase", "credential", "assertion", "bearer", "saml", "dpop",
			"session-id", "sessionid", "apikey", "api-key", "auth-key", "access-key", "private-key", "subscription-key",
			"functions-key", "customer-key", "encryption-key");

	private static final List<String> REDACTED = List.of("[redacted]");

	private Credentials() {
	}

	/**
	 * Whether a header's value is a credential, so that no pattern of names may forward
	 * it and nothing may show it. Judged by the name alone: whatever has a word such as
	 * {@code token}, {@code secret} or {@code api-key} in it, also with {@code _} in
	 * place of {@code -}, whether it has a rule or not.
	 * @param name the header's name, in any case
	 * @return whether it is
	 */
	public static boolean isCredential(String name) {
		String lowerCase = name.toLowerCase(Locale.ROOT).replace('_', '-');
		return CREDENTIAL_WORDS.stream().anyMatch(lowerCase::contains);
	}

	/**
	 * Headers without the values of credentials.
	 * @param headers values by name
	 * @return the same, in the same order, with {@code [redacted]} in their place
	 */
	static Map<String, List<String>> redacted(Map<String, List<String>> headers) {
		Map<String, List<String>> redacted = new LinkedHashMap<>(headers);
		redacted.replaceAll((name, values) -> isCredential(name) ? REDACTED : values);
		return redacted;
	}

}
