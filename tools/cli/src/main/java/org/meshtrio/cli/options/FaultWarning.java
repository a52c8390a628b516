package org.meshtrio.cli.options;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.meshtrio.answer.TrioHeaders;
import org.meshtrio.trace.text.Text;

/**
 * A warning if a request asks for a fault of a service that took no part in it. Each
 * service ignores the faults of others.
 */
public final class FaultWarning {

	private FaultWarning() {
	}

	/**
	 * The warning.
	 * @param sent the request's headers by lower-case name
	 * @param services the services that took part
	 * @return one line, or {@code null} if there is nothing to warn about
	 */
	public static @Nullable String of(Map<String, List<String>> sent, Collection<String> services) {
		Set<String> others = new LinkedHashSet<>();
		for (String line : sent.getOrDefault(TrioHeaders.FAULT, List.of())) {
			for (String fault : line.split(",")) {
				String name = Text.safe(fault.split("=", 2)[0].strip());
				if (!name.isEmpty() && !services.contains(name)) {
					others.add(name);
				}
			}
		}
		if (others.isEmpty() || services.isEmpty()) {
			return null;
		}
		return "trio: " + TrioHeaders.FAULT + " names " + Text.list(List.copyOf(others))
				+ ", but the request only went through " + Text.list(List.copyOf(services));
	}

}
