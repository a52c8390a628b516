package org.meshtrio.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The script {@code trio}, in a checkout where Java and Maven are scripts that only tell
 * how they were called.
 */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

	private static final String BUILDING = "trio: building, which takes a minute, and the first time some minutes more"
			+ " for downloads of 300 MB ...\n";

	@TempDir
	private Path temp;

	private Path home;

	private Path jdk;

	@BeforeEach
	void checkout() throws IOException {
		this.home = Files.createDirectories(this.temp.toRealPath().resolve("a folder"));
		this.jdk = Files.createDirectories(this.temp.resolve("a jdk").resolve("bin")).getParent();
		Files.copy(TrioProcess.HOME.resolve("trio"), this.home.resolve("trio"));
		java("17.0.15");
		script(this.jdk.resolve("bin").resolve("javac"), "");
		script(this.home.resolve("mvnw"),
				"mkdir -p cli/target && touch cli/target/trio-cli.jar && echo \"$@\" >>calls");
		write("service0/src/main/java/A.java");
		write("service0/pom.xml");
		try (Stream<Path> paths = Files.walk(this.home)) {
			for (Path path : paths.toList()) {
				setAge(path, 60);
			}
		}
	}

	@Test
	void runsTheCommandLineOfItsOwnFolder() throws Exception {
		Path link = Files.createSymbolicLink(this.temp.resolve("link"), Path.of("a folder", "trio"));
		run(this.home.resolve("trio"));
		Result result = run(link, "trace", "-H", "a: b c");
		assertThat(result).isEqualTo(new Result(0,
				String.join("\n", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m", "-Dtrio.home=" + this.home,
						"-Dtrio.terminal=false", "-jar", this.home + "/cli/target/trio-cli.jar", "trace", "-H",
						"a: b c", "")));
	}

	@Test
	void buildsOnlyWhenASourceIsNewer() throws Exception {
		assertThat(run().output()).startsWith(BUILDING);
		assertThat(run().output()).doesNotContain("building");
		write("service0/src/test/java/ATests.java");
		write("README.md");
		write("service0/target/src/main/Generated.java");
		assertThat(run().output()).doesNotContain("building");
		touch("service0/src/main/java/A.java");
		assertThat(run().output()).startsWith(BUILDING);
		touch("service0/pom.xml");
		assertThat(run().output()).startsWith(BUILDING);
		assertThat(run().output()).doesNotContain("building");
		Files.delete(this.home.resolve("cli/target/trio-cli.jar"));
		assertThat(run().output()).startsWith(BUILDING);
		assertThat(this.home.resolve("calls"))
			.hasContent("-q -DskipTests -Dspring-javaformat.skip package\n".repeat(4));
	}

	@Test
	void doesNotBuildUnderTheFeetOfAChain() throws Exception {
		run();
		touch("service0/src/main/java/A.java");
		Path mark = write("target/up/" + ProcessHandle.current().pid());
		assertThat(run().output()).startsWith(
				"trio: the sources changed, but \"trio up\" runs: using the build of before, until it is stopped.\n");
		Files.delete(mark);
		Process ended = new ProcessBuilder("true").start();
		ended.waitFor();
		write("target/up/" + ended.pid());
		assertThat(run().output()).startsWith(BUILDING);
	}

	@Test
	void upLeavesItsMark() throws Exception {
		run(this.home.resolve("trio"), "trace");
		assertThat(this.home.resolve("target/up")).doesNotExist();
		run(this.home.resolve("trio"), "up");
		assertThat(this.home.resolve("target/up")).isNotEmptyDirectory();
	}

	@Test
	void buildsNotWhereItMustNot() throws Exception {
		assertThat(run(Map.of("TRIO_BUILD", "never"), this.home.resolve("trio")))
			.isEqualTo(new Result(2, "trio: There is" + " no " + this.home
					+ "/cli/target/trio-cli.jar: run it without TRIO_BUILD=never.\n"));
	}

	@Test
	void saysThatTheBuildFailed() throws Exception {
		script(this.home.resolve("mvnw"), "echo broken; exit 1");
		Path log = this.home.resolve("target/trio-build.log");
		assertThat(run()).isEqualTo(new Result(2, BUILDING + "trio: The build failed: " + log + " says why.\n"));
		assertThat(log).hasContent("broken\n");
		assertThat(run().output()).as("is not taken for built").startsWith(BUILDING);
	}

	@ParameterizedTest
	@CsvSource({ "1.8.0_392, 8", "11.0.2, 11", "16, 16" })
	void saysThatJavaIsTooOld(String version, String major) throws Exception {
		java(version);
		assertThat(run()).isEqualTo(new Result(2, "trio: " + this.jdk + "/bin/java is Java " + major
				+ ", and 17 or newer is needed: set JAVA_HOME to such a JDK.\n"));
	}

	@ParameterizedTest
	@CsvSource({ "17", "17.0.15", "25.0.1", "26-ea" })
	void takesNewerJava(String version) throws Exception {
		java(version);
		assertThat(run().exitCode()).isZero();
	}

	@Test
	void saysThatJavaIsMissing() throws Exception {
		assertThat(run(Map.of("JAVA_HOME", "/nowhere"), this.home.resolve("trio"))).isEqualTo(new Result(2,
				"trio: JAVA_HOME is /nowhere, and there is no bin/java in it: set it to a JDK, 17 or newer.\n"));
		Path tools = Files.createDirectories(this.temp.resolve("tools"));
		script(tools.resolve("dirname"), "exec /usr/bin/dirname \"$@\"");
		assertThat(run(Map.of("JAVA_HOME", "", "PATH", tools.toString()), this.home.resolve("trio")))
			.isEqualTo(new Result(2, "trio: There is no Java: install a JDK, 17 or newer, or set JAVA_HOME to one.\n"));
	}

	@Test
	void saysThatTheCompilerIsMissing() throws Exception {
		Files.delete(this.jdk.resolve("bin").resolve("javac"));
		assertThat(run()).isEqualTo(new Result(2,
				"trio: There is a Java but no compiler: install a JDK, 17 or newer, and set JAVA_HOME to it.\n"));
	}

	@Test
	void saysThatTheDiskIsFull() throws Exception {
		Path tools = Files.createDirectories(this.temp.resolve("tools"));
		script(tools.resolve("df"), "echo header; echo '/dev/x 1000 1000 102400 99% /'");
		assertThat(run(Map.of("PATH", tools + ":" + System.getenv("PATH")), this.home.resolve("trio")))
			.isEqualTo(new Result(2,
					"trio: The disk of " + this.home + " is full: 100 MB are left and the build needs 500 MB.\n"));
	}

	private Result run() throws Exception {
		return run(this.home.resolve("trio"));
	}

	private Result run(Path script, String... arguments) throws Exception {
		return run(Map.of(), script, arguments);
	}

	private Result run(Map<String, String> environment, Path script, String... arguments) throws Exception {
		Path output = this.temp.resolve("output");
		ProcessBuilder builder = new ProcessBuilder(script.toString()).directory(this.temp.toFile())
			.redirectErrorStream(true)
			.redirectOutput(output.toFile());
		builder.command().addAll(List.of(arguments));
		builder.environment().put("JAVA_HOME", this.jdk.toString());
		builder.environment().remove("TRIO_BUILD");
		builder.environment().putAll(environment);
		Process process = builder.start();
		assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
		return new Result(process.exitValue(), Files.readString(output));
	}

	private void java(String version) throws IOException {
		script(this.jdk.resolve("bin").resolve("java"), "if [ \"$1\" = -version ]; then echo 'openjdk version \""
				+ version + "\" 2025-04-15' >&2; else printf '%s\\n' \"$@\"; fi");
	}

	private static void script(Path path, String text) throws IOException {
		Files.writeString(path, "#!/bin/sh\n" + text + "\n");
		Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
	}

	private Path write(String name) throws IOException {
		Path file = this.home.resolve(name);
		Files.createDirectories(file.getParent());
		return Files.writeString(file, "");
	}

	private void touch(String name) throws IOException {
		setAge(this.home.resolve("target/trio-built"), 30);
		setAge(this.home.resolve(name), 20);
	}

	private static void setAge(Path path, int minutes) throws IOException {
		Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(Duration.ofMinutes(minutes))));
	}

	private record Result(int exitCode, String output) {

	}

}
