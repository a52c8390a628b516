package org.meshtrio.hop.next;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.meshtrio.answer.TrioHeaders;

/**
 * The services that a request has passed, in the header {@value #HEADER}. It ends a chain
 * that leads back to itself:
 *
 * <pre>
 * trio-path: service0/v1,service1/v1
 * </pre>
 *
 * Each entry has the name, the version and, in Kubernetes, the namespace of a service, so
 * a chain may pass two versions of a service, or the same service in two namespaces. Each
 * call has its own path, so several calls of one service aren't a loop. A malformed
 * header is ignored, because the header is only a help.
 */
public final class ChainPath {

	/** The header. Each service forwards it. */
	static final String HEADER = TrioHeaders.PATH;

	/** The most services that a request may pass, and the depth of a tree. */
	public static final int MAX_HOPS = 32;

	private static final String NAME = "[A-Za-z0-9._-]{1,63}";

	private static final Pattern ONE = Pattern.compile("(?<name>%1$s)/%1$s(/%1$s)?".formatted(NAME));

	private final List<String> passed;

	private ChainPath(List<String> passed) {
		this.passed = passed;
	}

	/**
	 * The path of a request that arrived.
	 * @param received the headers that arrived, by lower-case name
	 * @return the services that it passed, none if the header is missing or malformed
	 */
	public static ChainPath of(Map<String, List<String>> received) {
		List<String> passed = new ArrayList<>();
		for (String line : received.getOrDefault(HEADER, List.of())) {
			for (String one : line.split(",", MAX_HOPS + 1)) {
				passed.add(one.strip());
			}
		}
		boolean valid = passed.size() <= MAX_HOPS && passed.stream().allMatch((one) -> ONE.matcher(one).matches());
		return new ChainPath(valid ? passed : List.of());
	}

	/**
	 * The entry of a service.
	 * @param service its name
	 * @param version its version
	 * @param namespace its namespace, or {@code null} outside Kubernetes
	 * @return name, version and namespace
	 */
	public static String name(String service, String version, @Nullable String namespace) {
		String name = cleaned(service) + "/" + cleaned(version);
		return (namespace != null) ? name + "/" + cleaned(namespace) : name;
	}

	/** In the settings, names are any text. */
	private static String cleaned(String text) {
		String cleaned = text.replaceAll("[^A-Za-z0-9._-]", "_");
		return cleaned.isEmpty() ? "_" : cleaned.substring(0, Math.min(cleaned.length(), 63));
	}

	/**
	 * The reason why a service must not call the next one.
	 * @param service the service's entry, from {@link #name}
	 * @return a sentence without a period, or {@code null} if there's no problem
	 */
	public @Nullable String problemAt(String service) {
		int before = this.passed.indexOf(service);
		if (before >= 0) {
			List<String> loop = new ArrayList<>(this.passed.subList(before, this.passed.size()));
			loop.add(service);
			return "the chain is a loop: " + loop.stream().map(ChainPath::shortName).collect(Collectors.joining(" → "));
		}
		return (this.passed.size() < MAX_HOPS) ? null : "the chain has more than %d services".formatted(MAX_HOPS);
	}

	/**
	 * The header for the next hop.
	 * @param service the sending service's entry, from {@link #name}
	 * @return the header
	 */
	public Map<String, List<String>> sentBy(String service) {
		List<String> passed = new ArrayList<>(this.passed);
		passed.add(service);
		return Map.of(HEADER, List.of(String.join(",", passed)));
	}

	private static String shortName(String one) {
		return one.substring(0, one.indexOf('/'));
	}

}
