package org.meshtrio.cli.up;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.meshtrio.cli.Trio;
import org.meshtrio.cli.TrioProcess;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code trio up} in a folder with the real Zipkin and one service, start after start.
 */
@Tag("slow")
@Timeout(600)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there, nothing is prepared")
class FastStartIT {

	private static final String PREPARING = "trio     | preparing a faster start, once after a build …\n";

	private static final String UNPACKING = "trio     | unpacking service2 for a faster start, once after a build …\n";

	@TempDir
	private Path home;

	private Path start;

	@BeforeEach
	void copy() throws IOException {
		for (String file : List.of("tools/cli/target/zipkin/zipkin.jar", "service2/target/service2.jar",
				"service2/src/main/resources/application.yaml")) {
			Path to = this.home.resolve(file);
			Files.createDirectories(to.getParent());
			Files.copy(TrioProcess.HOME.resolve(file), to);
		}
		this.start = Files.createDirectories(this.home.resolve("target")).resolve("start");
	}

	@Test
	void theFirstStartAfterABuildPreparesTheNextOnes() throws Exception {
		assertThat(up()).contains(UNPACKING, PREPARING).endsWith("trio     | stopped\n");
		Path archive = archive("service2");
		assertThat(archive("zipkin")).isNotEmptyFile();

		assertThat(up()).doesNotContain("preparing", "unpacking", "warning");
		assertThat(archive("service2")).isEqualTo(archive).isNotEmptyFile();

		byte[] broken = new byte[(int) Files.size(archive)];
		Files.delete(archive);
		Files.write(archive, broken);
		assertThat(up()).as("with a broken archive").doesNotContain("preparing", "warning", "rror");

		Files.copy(TrioProcess.HOME.resolve("service1/target/service1.jar"),
				this.home.resolve("service2/target/service2.jar"), StandardCopyOption.REPLACE_EXISTING);
		assertThat(up()).as("after another build").contains(UNPACKING, PREPARING, "Service1Application: Started");
		assertThat(archive("service2")).isNotEqualTo(archive).isNotEmptyFile();
		assertThat(archive).as("of the build before").doesNotExist();
	}

	private Path archive(String program) throws IOException {
		try (Stream<Path> files = Files.walk(this.start, 2)) {
			List<Path> archives = files.filter((file) -> file.getFileName().toString().startsWith("classes-"))
				.filter((file) -> file.getParent().getFileName().toString().startsWith(program))
				.toList();
			assertThat(archives).as("archives of " + program).hasSize(1);
			return archives.get(0);
		}
	}

	/** Starts it, stops it when everything is ready, and returns the output. */
	private String up() throws Exception {
		Path output = this.home.resolve("output");
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
		command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m", "-Dtrio.home=" + this.home,
				"-cp", System.getProperty("java.class.path"), Trio.class.getName(), "up", "--port-offset",
				"" + TrioProcess.freeOffset()));
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
		builder.environment().remove("TRIO_BUILD");
		Process process = builder.start();
		try {
			long end = System.nanoTime() + Duration.ofSeconds(150).toNanos();
			while (!Files.readString(output).contains("stop with Ctrl-C")) {
				assertThat(process.isAlive() && System.nanoTime() < end).as(Files.readString(output)).isTrue();
				Thread.sleep(50);
			}
			process.toHandle().destroy();
			assertThat(process.waitFor(90, TimeUnit.SECONDS)).as(Files.readString(output)).isTrue();
			return Files.readString(output);
		}
		finally {
			process.descendants().forEach(ProcessHandle::destroyForcibly);
			process.destroyForcibly();
		}
	}

}
