package org.meshtrio.trace.model;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * The headers of a request, in order.
 *
 * @param byName each header's values by its lower-case name
 */
public record Headers(Map<String, List<String>> byName) {

	/** A request without headers. */
	public static final Headers NONE = new Headers(Map.of());

	/**
	 * Copies the map, with names in lower case.
	 */
	public Headers {
		Map<String, List<String>> copy = new LinkedHashMap<>();
		byName.forEach((name, values) -> copy.merge(name.toLowerCase(Locale.ROOT), List.copyOf(values),
				(first, second) -> Stream.concat(first.stream(), second.stream()).toList()));
		byName = Collections.unmodifiableMap(copy);
	}

	/**
	 * The values of a header.
	 * @param name the header's lower-case name
	 * @return its values in order, empty if it isn't there
	 */
	public List<String> values(String name) {
		return this.byName.getOrDefault(name, List.of());
	}

	/**
	 * Whether a header is there.
	 * @param name the header's lower-case name
	 * @return whether it has a value, even an empty one
	 */
	public boolean contains(String name) {
		return !values(name).isEmpty();
	}

	/**
	 * These headers with others.
	 * @param others the others, which replace headers of the same name
	 * @return a copy
	 */
	public Headers with(Headers others) {
		Map<String, List<String>> all = new LinkedHashMap<>(this.byName);
		all.putAll(others.byName);
		return new Headers(all);
	}

	/**
	 * These headers with one more.
	 * @param name its lower-case name, which replaces a header of that name
	 * @param value its only value
	 * @return a copy
	 */
	public Headers with(String name, String value) {
		return with(new Headers(Map.of(name, List.of(value))));
	}

	/**
	 * These headers without some.
	 * @param names their lower-case names
	 * @return a copy
	 */
	public Headers without(Collection<String> names) {
		Map<String, List<String>> rest = new LinkedHashMap<>(this.byName);
		rest.keySet().removeAll(names);
		return new Headers(rest);
	}

	/**
	 * Visits each line: a header with several values has several.
	 * @param visitor takes the name and one value
	 */
	public void forEach(BiConsumer<String, String> visitor) {
		this.byName.forEach((name, values) -> values.forEach((value) -> visitor.accept(name, value)));
	}

}
