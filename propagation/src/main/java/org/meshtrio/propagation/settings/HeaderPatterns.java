package org.meshtrio.propagation.settings;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

import org.meshtrio.answer.Credentials;
import org.meshtrio.propagation.PropagatedHeader;

/**
 * Header names, some of them prefixes with a {@code *} behind, as in
 * {@link PropagatedHeader}.
 */
public final class HeaderPatterns {

	private final Set<String> names;

	private final Set<String> prefixes;

	/**
	 * Patterns.
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
	 * Whether a pattern stands for more than one name.
	 * @param pattern the pattern
	 */
	static boolean isPrefix(String pattern) {
		return pattern.endsWith("*");
	}

	/**
	 * The prefix in such a pattern.
	 * @param pattern the pattern
	 * @return it without the {@code *}
	 */
	static String prefix(String pattern) {
		return pattern.substring(0, pattern.length() - 1);
	}

	/**
	 * Whether a name is among the whole names.
	 * @param name the name, in lower case
	 */
	public boolean hasName(String name) {
		return this.names.contains(name);
	}

	/**
	 * Whether a name is among the names, or begins with one of the prefixes and is not
	 * that of a credential.
	 * @param name the name, in lower case
	 */
	public boolean matches(String name) {
		if (hasName(name) || Credentials.isCredential(name)) {
			return hasName(name);
		}
		for (String prefix : this.prefixes) {
			if (name.startsWith(prefix)) {
				return true;
			}
		}
		return false;
	}

}
