package org.meshtrio.propagation.autoconfigure;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application on Spring Boot 3 that adds the starter. A build tool then keeps Spring
 * Boot 3 and adds the modules that are new in Spring Boot 4. The class path here is such
 * a mixture.
 */
class SpringBoot3Test {

	private static final String JARS = "spring-(boot|boot-autoconfigure|aop|beans|context|core|expression|web|webmvc)";

	@Test
	void theStartFailsWithOneSentence(@TempDir Path folder) throws Exception {
		File output = folder.resolve("output").toFile();
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-cp", classPath(), Main.class.getName())
			.redirectErrorStream(true)
			.redirectOutput(output)
			.start();
		try {
			assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
		}
		finally {
			process.destroyForcibly();
		}

		assertThat(output).content()
			.contains("APPLICATION FAILED TO START")
			.containsPattern("Spring Boot 3\\.[0-9.]+ is too old for mesh-propagation-spring-boot-starter,"
					+ " which needs Spring Boot 4\\.\n")
			.doesNotContain("\tat ");
		assertThat(process.exitValue()).isEqualTo(1);
	}

	private static String classPath() throws Exception {
		try (Stream<Path> older = Files.list(Path.of("../../propagation/target/spring-boot-3"))) {
			List<String> jars = older.map(Path::toString).toList();
			assertThat(jars).isNotEmpty().allMatch((jar) -> Path.of(jar).getFileName().toString().matches(JARS + ".*"));
			return Stream
				.concat(jars.stream(),
						Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
							.filter((entry) -> !Path.of(entry).getFileName().toString().matches(JARS + "-[0-9].*")))
				.collect(Collectors.joining(File.pathSeparator));
		}
	}

	/** The application of the test. */
	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Main {

		public static void main(String[] args) {
			SpringApplication.run(Main.class, args);
		}

	}

}
