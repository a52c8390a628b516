package org.meshtrio.meshtest.matrix;

import java.util.Arrays;

/** The spans of the applications, a column of the table in docs/mesh-propagation.md. */
public enum ApplicationSpans {

	/** With Brave. */
	ON("on"),

	/** None. */
	OFF("off"),

	/** With OpenTelemetry. */
	OPEN_TELEMETRY("on (OpenTelemetry)");

	final String label;

	ApplicationSpans(String label) {
		this.label = label;
	}

	static ApplicationSpans of(String label) {
		return Arrays.stream(values())
			.filter((value) -> value.label.equals(label))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("unknown spans of the applications: " + label));
	}

}
