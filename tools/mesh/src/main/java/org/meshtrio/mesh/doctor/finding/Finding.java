package org.meshtrio.mesh.doctor.finding;

import java.util.Locale;

/**
 * Something that is wrong. Each kind is a record with the facts; {@link FindingText} says
 * it in words.
 */
public sealed interface Finding
		permits NoSpans, Sampling, Format, Forwarding, Reporting, CollectorFault, UnseenProxy, SomeProxies {

	Cause cause();

	/**
	 * The kind, for programs.
	 * @return the name of its record, such as {@code low-sampling}
	 */
	default String kind() {
		return getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
	}

}
