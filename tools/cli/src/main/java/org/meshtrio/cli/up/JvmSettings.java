package org.meshtrio.cli.up;

import java.util.List;

/**
 * The settings of the JVMs that {@code trio up} starts: small and quick to start, for a
 * laptop. For the figures, see {@code docs/performance.md}.
 */
final class JvmSettings {

	/** Of a service, as in its image: under 200 MB of resident memory. */
	static final List<String> SERVICE = ServiceJvm.ARGUMENTS;

	/** Of Zipkin with {@link #ZIPKIN_SPANS} spans in memory. */
	static final List<String> ZIPKIN = List.of("-XX:+UseSerialGC", "-Xmx256m", "-XX:TieredStopAtLevel=1",
			"-XX:+ExitOnOutOfMemoryError");

	/**
	 * If there are more, Zipkin drops the oldest. A request through the chain makes five.
	 */
	static final int ZIPKIN_SPANS = 50_000;

	private JvmSettings() {
	}

	/**
	 * How a program ended.
	 * @param program the program
	 * @param exitCode its exit code
	 * @return the words after its name; if it ran out of memory, also what to do
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
