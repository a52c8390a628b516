package org.meshtrio.trace.diagnosis;

import java.util.List;

/**
 * A service that received a request in one trace, and made its calls in another one.
 *
 * @param service the service, as its proxy's spans name it
 * @param called the services that it called
 */
public record SpanSplit(String service, List<String> called) {

	/**
	 * Copies the list.
	 */
	public SpanSplit {
		called = List.copyOf(called);
	}

}
