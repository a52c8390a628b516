package org.meshtrio.cli.up;

import java.util.List;
import java.util.stream.Stream;

/**
 * The settings of the JVMs that {@code trio up} starts: small and quick to start, for a
 * laptop. For the figures, see {@code docs/performance.md}.
 */
final class JvmSettings {

	/**
	 * Spring Boot would load some classes on a second thread. Four programs that start at
	 * the same time have no processor for it.
	 */
	private static final String ONE_THREAD = "-Dspring.backgroundpreinitializer.ignore=true";

	/** Of a service, as in its image: under 200 MB of resident memory. */
	static final List<String> SERVICE = Stream.concat(ServiceJvm.ARGUMENTS.stream(), Stream.of(ONE_THREAD)).toList();

	/** Of Zipkin with {@link #ZIPKIN_SPANS} spans in memory. */
	static final List<String> ZIPKIN = List.of("-XX:+UseSerialGC", "-Xmx256m", "-XX:TieredStopAtLevel=1",
			"-XX:+ExitOnOutOfMemoryError", ONE_THREAD);

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
		String heap = program.launch()
			.jvm()
			.stream()
			.filter((argument) -> argument.startsWith("-Xmx"))
			.findFirst()
			.orElseThrow();
		String place = program.launch().jvm().containsAll(SERVICE) ? "service.jvm in pom.xml"
				: "ZIPKIN in JvmSettings.java";
		return "ran out of memory (send it less at a time, or raise its " + heap + ": " + place + ")";
	}

}
