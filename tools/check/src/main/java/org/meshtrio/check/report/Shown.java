package org.meshtrio.check.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.meshtrio.answer.Credentials;
import org.meshtrio.check.verdict.Breach;
import org.meshtrio.headers.HeaderGroup;
import org.meshtrio.headers.PropagatedHeader;
import org.meshtrio.trace.model.Headers;
import org.meshtrio.trace.text.Text;

/**
 * The headers of a breach, as people and programs may see them.
 */
public final class Shown {

	private static final String MARK = "check";

	private Shown() {
	}

	/**
	 * Headers without credentials, except those that the check made up.
	 * @param headers the headers
	 * @return the values by name
	 */
	static Map<String, List<String>> headers(Headers headers) {
		Map<String, List<String>> shown = new LinkedHashMap<>(headers.byName());
		shown.replaceAll((name, values) -> Credentials.isCredential(name)
				? values.stream().map((value) -> value.contains(MARK) ? value : "[redacted]").toList() : values);
		return shown;
	}

	/**
	 * The headers that the check sent.
	 * @param breach the breach
	 * @return lines, safe to show in a terminal
	 */
	public static List<String> sent(Breach breach) {
		return lines(breach.observation().sent().headers());
	}

	/**
	 * The headers that left, of those that have a rule.
	 * @param breach the breach
	 * @return lines, safe to show in a terminal; none if there was no call
	 */
	public static List<String> seen(Breach breach) {
		if (breach.call() == null) {
			return List.of();
		}
		Headers sent = breach.observation().sent().headers();
		Headers all = breach.call().headers();
		return lines(new Headers(all.byName()
			.entrySet()
			.stream()
			.filter((header) -> hasRule(header.getKey()) || sent.contains(header.getKey()))
			.collect(LinkedHashMap::new, (map, header) -> map.put(header.getKey(), header.getValue()), Map::putAll)));
	}

	private static boolean hasRule(String name) {
		return PropagatedHeader.of(name).filter((known) -> known.group() != HeaderGroup.NEVER).isPresent();
	}

	private static List<String> lines(Headers headers) {
		return headers(headers).entrySet()
			.stream()
			.flatMap((header) -> header.getValue()
				.stream()
				.map((value) -> Text.safe(header.getKey() + ": " + value, 120)))
			.toList();
	}

}
