package org.meshtrio.hop.next;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.meshtrio.answer.TrioHeaders;

/**
 * The services that a request has passed, in the header {@value #HEADER}, by which a
 * chain that leads back to itself ends:
 *
 * <pre>
 * trio-path: service0/v1,service1/v1
 * </pre>
 *
 * A service is its name, version and, in Kubernetes, namespace, so that a chain may pass
 * two versions of a service, or the same service in two namespaces. Each call has its own
 * path: several calls of one service are not a loop. A header that is malformed counts as
 * none, since it is only a help.
 */
public final class ChainPath {

	/** The header. It travels along the chain. */
	static final String HEADER = TrioHeaders.PATH;

	/** As many services a request passes at most; trees are not deeper either. */
	public static final int MAX_HOPS = 32;

	private static final String NAME = "[A-Za-z0-9._-]{1,63}";

	private static final Pattern ONE = Pattern.compile("(?<name>%1$s)/%1$s(/%1$s)?".formatted(NAME));

	private final List<String> passed;

	private ChainPath(List<String> passed) {
		this.passed = passed;
	}

	/**
	 * The path of a request on its arrival.
	 * @param received the headers that arrived, by lower-case name
	 * @return the services that it passed, none where the header is missing or malformed
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
	 * A service as it stands in the header.
	 * @param service its name
	 * @param version its version
	 * @param namespace its namespace, or {@code null} outside Kubernetes
	 * @return name, version and namespace
	 */
	public static String name(String service, String version, @Nullable String namespace) {
		String name = cleaned(service) + "/" + cleaned(version);
		return (namespace != null) ? name + "/" + cleaned(namespace) : name;
	}

	/** Names are free text in the settings. */
	private static String cleaned(String text) {
		String cleaned = text.replaceAll("[^A-Za-z0-9._-]", "_");
		return cleaned.isEmpty() ? "_" : cleaned.substring(0, Math.min(cleaned.length(), 63));
	}

	/**
	 * Why a service must not go on with this request.
	 * @param service the service, as {@link #name} tells it
	 * @return a sentence, or {@code null} where nothing is wrong
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
	 * What the next hop gets.
	 * @param service the service that sends it, as {@link #name} tells it
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
