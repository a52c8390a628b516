package org.meshtrio.cli;

import java.util.List;

/**
 * The settings of the JVMs that {@code trio up} starts, the one place for them. They are
 * for a laptop: small and quick to start. {@code docs/performance.md} has the figures.
 */
final class JvmSettings {

	/** A service: under 200 MB resident. */
	static final List<String> SERVICE = List.of("-XX:+UseSerialGC", "-Xmx64m", "-Xss512k", "-XX:TieredStopAtLevel=1",
			"-XX:ReservedCodeCacheSize=32m");

	/** Zipkin with {@link #ZIPKIN_SPANS} spans in its memory. */
	static final List<String> ZIPKIN = List.of("-XX:+UseSerialGC", "-Xmx256m", "-XX:TieredStopAtLevel=1");

	/** The oldest go when there are more. A request through the chain makes five. */
	static final int ZIPKIN_SPANS = 50_000;

	private JvmSettings() {
	}

}
