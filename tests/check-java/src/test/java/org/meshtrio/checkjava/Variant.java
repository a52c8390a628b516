package org.meshtrio.checkjava;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a service has on its class path, and how it's started: a column of the table. */
enum Variant {

	STARTER_BRAVE("starter, Brave", Jars.OPENTELEMETRY, List.of()),

	STARTER_OPENTELEMETRY("starter, OpenTelemetry", Jars.BRAVE, List.of()),

	SPANS_OFF("starter, spans off", Jars.OPENTELEMETRY, List.of("--mesh.propagation.spans=false")),

	PASTED("pasted lines, Brave", Jars.OPENTELEMETRY.or(Jars.STARTER),
			List.of("--spring.main.sources=com.example.PropagationConfiguration",
					"--spring.config.additional-location=classpath:/com/example/application.yaml")),

	PLAIN_BRAVE("Boot alone, Brave", Jars.OPENTELEMETRY.or(Jars.STARTER), List.of()),

	PLAIN_OPENTELEMETRY("Boot alone, OpenTelemetry", Jars.BRAVE.or(Jars.STARTER), List.of()),

	AGENT("Boot alone, OpenTelemetry's agent", Jars.OPENTELEMETRY.or(Jars.BRAVE).or(Jars.STARTER), List.of());

	private final String title;

	private final Predicate<String> leftOut;

	private final List<String> arguments;

	Variant(String title, Predicate<String> leftOut, List<String> arguments) {
		this.title = title;
		this.leftOut = leftOut;
		this.arguments = arguments;
	}

	String title() {
		return this.title;
	}

	List<String> arguments() {
		return this.arguments;
	}

	/** The agent, if this variant has it. */
	List<String> jvm() {
		return (this == AGENT) ? List.of("-javaagent:" + jars().filter(Jars.AGENT).findAny().orElseThrow()) : List.of();
	}

	/** That of the tests, without the jars that this variant doesn't have. */
	String classPath() {
		return jars().filter(Jars.AGENT.or(this.leftOut).negate()).collect(Collectors.joining(File.pathSeparator));
	}

	private static Stream<String> jars() {
		return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator));
	}

	/** Which jars of the class path belong together. */
	private static final class Jars {

		static final Predicate<String> AGENT = (jar) -> name(jar).contains("opentelemetry-javaagent");

		static final Predicate<String> BRAVE = (jar) -> name(jar).contains("brave") || name(jar).contains("zipkin");

		static final Predicate<String> OPENTELEMETRY = (jar) -> name(jar).contains("opentelemetry")
				|| name(jar).contains("otel") || name(jar).contains("otlp");

		/** As a jar, or as the folder from which Maven makes it; not its tests. */
		static final Predicate<String> STARTER = (jar) -> jar.endsWith(Path.of("propagation/target/classes").toString())
				|| name(jar).matches("mesh-propagation-spring-boot-starter-.*(?<!-tests)\\.jar");

		private static String name(String jar) {
			return Path.of(jar).getFileName().toString();
		}

	}

}
