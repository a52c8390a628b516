package org.meshtrio.propagation.settings;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

import org.meshtrio.answer.Credentials;
import org.meshtrio.headers.PropagatedHeader;

/**
 * Header names, and prefixes of names that end in {@code *}, as in
 * {@link PropagatedHeader}.
 */
public final class HeaderPatterns {

	private final Set<String> names;

	private final Set<String> prefixes;

	/**
	 * Creates them from their text.
	 * @param patterns the names and prefixes, in lower case
	 */
	public HeaderPatterns(Collection<String> patterns) {
		this.names = patterns.stream().filter((pattern) -> !isPrefix(pattern)).collect(Collectors.toUnmodifiableSet());
		this.prefixes = patterns.stream()
			.filter(HeaderPatterns::isPrefix)
			.map(HeaderPatterns::prefix)
			.collect(Collectors.toUnmodifiableSet());
	}

	/**
	 * Whether a pattern can match more than one name.
	 */
	static boolean isPrefix(String pattern) {
		return pattern.endsWith("*");
	}

	/**
	 * The pattern without its {@code *}.
	 */
	static String prefix(String pattern) {
		return pattern.substring(0, pattern.length() - 1);
	}

	/**
	 * Whether a pattern is exactly this name.
	 * @param name the name, in lower case
	 */
	public boolean hasName(String name) {
		return this.names.contains(name);
	}

	/**
	 * Whether a pattern is exactly this name, or is a prefix of it and the name isn't
	 * that of a credential.
	 * @param name the name, in lower case
	 */
	public boolean matches(String name) {
		return hasName(name) || (hasPrefixOf(name) && !Credentials.isCredential(name));
	}

	private boolean hasPrefixOf(String name) {
		for (String prefix : this.prefixes) {
			if (name.startsWith(prefix)) {
				return true;
			}
		}
		return false;
	}

}
