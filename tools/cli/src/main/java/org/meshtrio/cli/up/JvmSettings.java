package org.meshtrio.cli.up;

import java.util.List;

/**
 * The settings of the JVMs that {@code trio up} starts. They are for a laptop: small and
 * quick to start. {@code docs/performance.md} has the figures.
 */
final class JvmSettings {

	/** A service, as in its image: under 200 MB resident. */
	static final List<String> SERVICE = ServiceJvm.ARGUMENTS;

	/** Zipkin with {@link #ZIPKIN_SPANS} spans in its memory. */
	static final List<String> ZIPKIN = List.of("-XX:+UseSerialGC", "-Xmx256m", "-XX:TieredStopAtLevel=1",
			"-XX:+ExitOnOutOfMemoryError");

	/** The oldest go when there are more. A request through the chain makes five. */
	static final int ZIPKIN_SPANS = 50_000;

	private JvmSettings() {
	}

	/**
	 * How a program ended that was to run on.
	 * @param program what ended
	 * @param exitCode its exit code
	 * @return the words after its name, and where it ran out of memory what to do
	 */
	static String ending(Program program, int exitCode) {
		if (exitCode != ServiceJvm.OUT_OF_MEMORY) {
			return "ended with exit code " + exitCode;
		}
		String heap = program.arguments()
			.stream()
			.filter((argument) -> argument.startsWith("-Xmx"))
			.findFirst()
			.orElseThrow();
		String place = program.arguments().containsAll(SERVICE) ? "service.jvm in pom.xml"
				: "ZIPKIN in JvmSettings.java";
		return "ran out of memory (send it less at a time, or raise its " + heap + ": " + place + ")";
	}

}
