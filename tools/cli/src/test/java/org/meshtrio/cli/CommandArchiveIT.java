package org.meshtrio.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The script and the real command line, in a checkout that was built just now.
 */
@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
class CommandArchiveIT {

	private static final String PREPARING = "trio: preparing a faster start, once after a build ...\n";

	@TempDir
	private Path temp;

	private Path home;

	@BeforeEach
	void checkout() throws IOException {
		this.home = this.temp.toRealPath();
		for (String part : List.of("trio", "tools/cli/src/main/java/org/meshtrio/cli/Launcher.java",
				"tools/cli/target/trio-cli.jar", "tools/cli/target/lib")) {
			try (Stream<Path> files = Files.walk(TrioProcess.HOME.resolve(part))) {
				for (Path file : files.toList()) {
					Path to = this.home.resolve(TrioProcess.HOME.relativize(file).toString());
					Files.createDirectories(to.getParent());
					Files.copy(file, to);
				}
			}
		}
		Files.setLastModifiedTime(jar(), FileTime.from(Instant.now().minusSeconds(60)));
		Files.createDirectories(this.home.resolve("target"));
		Files.createFile(this.home.resolve("target/trio-built"));
	}

	@Test
	void theFirstCommandAfterABuildMakesTheArchive() throws Exception {
		String list = help();
		assertThat(list).startsWith(PREPARING).contains("\nUsage: trio up ");
		assertThat(archive()).isNotEmptyFile();
		assertThat(this.home.resolve("target/start")).isDirectoryNotContaining("glob:**.new");
		String again = list.substring(PREPARING.length());
		assertThat(help()).as("with the archive").isEqualTo(again);
		assertThat(loaded()).contains("org.meshtrio.cli.Trio source: shared objects file (top)");

		// The JVM compares the jar's time, so it must not use the archive now.
		Files.setLastModifiedTime(jar(), FileTime.from(Instant.now().minusSeconds(30)));
		assertThat(help()).as("with an archive of another jar").isEqualTo(again);
		Files.setLastModifiedTime(jar(), FileTime.from(Instant.now().plusSeconds(60)));
		Files.setLastModifiedTime(archive(), FileTime.from(Instant.now()));
		assertThat(help()).as("after another build").isEqualTo(PREPARING + again);
	}

	private Path jar() {
		return this.home.resolve("tools/cli/target/trio-cli.jar");
	}

	private Path archive() throws IOException {
		try (Stream<Path> files = Files.list(this.home.resolve("target/start"))) {
			return files.filter((file) -> file.toString().endsWith(".jsa")).findFirst().orElseThrow();
		}
	}

	/** What a JVM with the archive says of the classes that it loads. */
	private String loaded() throws Exception {
		return run(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
				"-XX:TieredStopAtLevel=1", "-XX:SharedArchiveFile=" + archive(), "-Xlog:class+load",
				"-Dtrio.home=" + this.home, "-cp", jar().toString(), "org.meshtrio.cli.Launcher", "up", "--help");
	}

	/** Without the kept texts, the command line prints it. */
	private String help() throws Exception {
		return run(this.home.resolve("trio").toString(), "up", "--help");
	}

	private static String run(String... command) throws Exception {
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
		builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
		builder.environment().remove("TRIO_BUILD");
		Process process = builder.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor()).as(output).isZero();
		return output;
	}

}
