package org.meshtrio.propagation.context;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The members of a {@code baggage} header, with the grammar and the limits of
 * <a href="https://www.w3.org/TR/baggage/#baggage-http-header-format">W3C Baggage</a>:
 * {@code key=value;property, key=value}, and several lines count as one.
 */
public final class Baggage {

	/** Limits of W3C Baggage, 3.3.2: a receiver may drop members beyond them. */
	private static final int MAX_MEMBERS = 64;

	private static final int MAX_BYTES = 8192;

	private Baggage() {
	}

	/**
	 * Adds the members that arrived, unchanged, to those that the tracer wrote.
	 * @param written the tracer's header, which stays complete
	 * @param arrived the lines that arrived; members are left out if the tracer wrote
	 * their key, if they have no key, or if they're beyond the limits
	 * @return one header value
	 */
	public static String merge(String written, List<String> arrived) {
		List<String> own = members(List.of(written));
		Set<String> keys = own.stream().map(Baggage::key).collect(Collectors.toSet());
		StringBuilder merged = new StringBuilder(written);
		int count = own.size();
		// The specification allows a key twice, so both members are kept.
		for (String member : members(arrived)) {
			String key = key(member);
			if (key.isEmpty() || keys.contains(key)) {
				continue;
			}
			count++;
			// A header has one byte for each char.
			if (count > MAX_MEMBERS || merged.length() + 1 + member.length() > MAX_BYTES) {
				break;
			}
			merged.append(',').append(member);
		}
		return merged.toString();
	}

	private static List<String> members(List<String> lines) {
		List<String> members = new ArrayList<>();
		for (String line : lines) {
			for (String member : line.split(",")) {
				if (!member.isBlank()) {
					members.add(member.strip());
				}
			}
		}
		return members;
	}

	/** The part before the first {@code =}; a member without {@code =} has no key. */
	private static String key(String member) {
		int end = member.indexOf('=');
		return (end < 0) ? "" : member.substring(0, end).strip();
	}

}
