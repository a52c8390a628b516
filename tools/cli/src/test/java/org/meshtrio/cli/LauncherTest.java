package org.meshtrio.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

/**
 * The script {@code trio} and {@link Launcher}, in a checkout where Maven is a script
 * that records how it was called, and the command line is a program that prints the same.
 */
@DisabledOnOs(OS.WINDOWS)
@Timeout(60)
class LauncherTest {

	private static final String BUILDING = "trio: building, which takes a minute; the first time it also downloads 300 MB"
			+ " ...\n";

	private static final String CLASS = "target/launcher/org/meshtrio/cli/Launcher.class";

	@TempDir
	private Path temp;

	private Path home;

	/** The JDK of the tests, but its version costs no start of a JVM. */
	private Path jdk;

	private final List<Process> started = new ArrayList<>();

	@BeforeEach
	void checkout() throws IOException {
		this.home = Files.createDirectories(this.temp.toRealPath().resolve("a folder"));
		Files.copy(TrioProcess.HOME.resolve("trio"), this.home.resolve("trio"));
		copy(TrioProcess.HOME.resolve("tools/cli/src/main/java/org/meshtrio/cli/Launcher.java"),
				"tools/cli/src/main/java/org/meshtrio/cli/Launcher.java");
		commandLine(this.temp.resolve("trio-cli.jar"));
		this.jdk = jdk("jdk", "17.0.15",
				"exec '" + Path.of(System.getProperty("java.home"), "bin", "java") + "' \"$@\"");
		maven("");
		write("service0/src/main/java/A.java", "");
		write("service0/pom.xml", "");
		try (Stream<Path> paths = Files.walk(this.home)) {
			for (Path path : paths.toList()) {
				setAge(path, 60);
			}
		}
		// As the script would compile it.
		copy(Path.of("target", "classes", "org", "meshtrio", "cli", "Launcher.class"), CLASS);
	}

	@AfterEach
	void stop() {
		this.started.forEach((process) -> {
			process.descendants().forEach(ProcessHandle::destroyForcibly);
			process.destroyForcibly();
		});
	}

	@Test
	void runsTheCommandLineOfItsOwnFolder() throws Exception {
		Path link = Files.createSymbolicLink(this.temp.resolve("link"), Path.of("a folder", "trio"));
		Files.delete(this.home.resolve(CLASS));
		run(Map.of("JAVA_HOME", System.getProperty("java.home")), this.home.resolve("trio"), "up");
		assertThat(this.home.resolve("target/launcher")).as("compiled").isDirectoryContaining("glob:**/org");
		Result result = run(Map.of(), link, "trace", "-H", "a: b c");
		assertThat(result).isEqualTo(new Result(0, "home " + this.home + ", terminal false\ntrace\n-H\na: b c\n"));
		try (Stream<Path> files = Files.list(this.home.resolve("target"))) {
			assertThat(files.map((file) -> file.getFileName().toString())).as("nothing is left behind")
				.containsExactlyInAnyOrder("launcher", "trio-build.log", "trio-built", "trio-lock");
		}
	}

	@Test
	void buildsOnlyWhenASourceIsNewer() throws Exception {
		assertThat(run("up").output()).startsWith(BUILDING);
		assertThat(run("up").output()).doesNotContain("building");
		Launcher launcher = new Launcher(this.home);
		write("service0/src/test/java/ATests.java", "");
		write("README.md", "");
		write("service0/target/src/main/Generated.java", "");
		assertThat(launcher.isStale()).isFalse();
		Path built = this.home.resolve("target/trio-built");
		for (String changed : List.of("service0/src/main/java/A.java", "service0/pom.xml", "service0/src/main/java")) {
			touch(changed);
			assertThat(launcher.isStale()).as(changed).isTrue();
			setAge(built, 0);
			assertThat(launcher.isStale()).as(changed).isFalse();
		}
		Files.delete(this.home.resolve("tools/cli/target/trio-cli.jar"));
		assertThat(launcher.isStale()).isTrue();
		assertThat(run("up").output()).startsWith(BUILDING);
		assertThat(this.home.resolve("calls"))
			.hasContent("-B -DskipTests -Dspring-javaformat.skip -Dimpsort.skip package\n".repeat(2));
	}

	@Test
	void showsWhatTheBuildDoes() throws Exception {
		maven("echo '[INFO] Scanning for projects...'\n"
				+ "for n in $(seq 120); do echo \"[INFO] Downloaded from central: https://x/$n (1 kB at 2 kB/s)\"; done\n"
				+ "echo '[INFO] Building Mesh trio: trace context 1.0.0-SNAPSHOT                 [2/13]'");
		assertThat(run("up").output()).isEqualTo(BUILDING + "trio: 50 files downloaded\ntrio: 100 files downloaded\n"
				+ "trio: [2/13] Mesh trio: trace context\nhome " + this.home + ", terminal false\nup\n");
		assertThat(this.home.resolve("target/trio-build.log")).content()
			.startsWith("[INFO] Scanning")
			.hasLineCount(122);
	}

	@Test
	void theSecondOfTwoWaitsForTheBuildOfTheFirst() throws Exception {
		maven("until [ -e go ]; do sleep 0.02; done");
		Path first = start("up");
		await(this.home.resolve("calls"), "package");
		Path second = start("up");
		await(second, "trio: another trio is building: waiting for it ...\n");
		write("go", "");
		assertEnd(this.started.get(0));
		assertEnd(this.started.get(1));
		assertThat(first).content().startsWith(BUILDING).contains("home ");
		assertThat(second).content().doesNotContain("trio: building").contains("home ");
		assertThat(this.home.resolve("calls")).content().hasLineCount(1);
	}

	@Test
	void nothingWaitsForABuildThatWasKilled() throws Exception {
		maven("echo $$ >pid; until [ -e go ]; do sleep 0.02; done");
		start("up");
		await(this.home.resolve("pid"), "\n");
		List<ProcessHandle> maven = this.started.get(0).descendants().toList();
		this.started.get(0).destroyForcibly().waitFor();
		maven.forEach(ProcessHandle::destroyForcibly);
		write("go", "");
		assertThat(run("up").output()).startsWith(BUILDING);
	}

	@Test
	void aBuildEndsWithTheCallThatBeganIt() throws Exception {
		maven("echo $$ >pid; until [ -e go ]; do sleep 0.02; done");
		Path output = start("up");
		await(this.home.resolve("pid"), "\n");
		ProcessHandle maven = ProcessHandle.of(Long.parseLong(Files.readString(this.home.resolve("pid")).strip()))
			.orElseThrow();
		this.started.get(0).toHandle().destroy();
		assertThat(this.started.get(0).waitFor(20, TimeUnit.SECONDS)).isTrue();
		assertThat(maven.isAlive()).as("Maven runs").isFalse();
		assertThat(output).content().doesNotContain("failed");
	}

	@Test
	void doesNotBuildWhileAnotherRuns() throws Exception {
		run("up");
		Path output = start("wait");
		await(output, "wait\n");
		touch("service0/src/main/java/A.java");
		assertThat(run("up").output())
			.startsWith("trio: the sources changed, but another trio is running: using the old build until that one"
					+ " ends.\nhome ");
		this.started.get(0).destroyForcibly().waitFor();
		assertThat(run("up").output()).startsWith(BUILDING);
	}

	@Test
	void filesOfAnEarlierRunDoNotMatter() throws Exception {
		run("up");
		touch("service0/src/main/java/A.java");
		write("target/up/" + ProcessHandle.current().pid(), "");
		write("target/trio-lock", "" + ProcessHandle.current().pid());
		write("target/trio-built.new", "");
		assertThat(run("up").output()).startsWith(BUILDING);
	}

	@Test
	void helpNeedsNoBuild() throws Exception {
		try (Stream<Path> texts = Files.list(TrioProcess.HOME.resolve("tools/cli/help"))) {
			for (Path text : texts.toList()) {
				copy(text, "tools/cli/help/" + text.getFileName());
			}
		}
		write("pom.xml", "<artifactId>other</artifactId><version>2</version>\n<artifactId>trio</artifactId>\n"
				+ "<version>1.2.3</version>");
		Launcher launcher = new Launcher(this.home);
		assertThat(launcher.help(List.of())).get(STRING).startsWith("Usage: trio ");
		assertThat(launcher.help(List.of("lab", "run", "--pause", "--help"))).get(STRING)
			.startsWith("Usage: trio lab run ");
		assertThat(launcher.help(List.of("lab", "-V"))).hasValue("trio 1.2.3\n");
		assertThat(launcher.help(List.of("completion"))).get(STRING)
			.startsWith("#!/usr/bin/env bash")
			.contains("complete -F _complete_trio");
		assertThat(launcher.help(List.of("lab", "run", "timeout"))).isEmpty();
		assertThat(text("lab", "run", "--pause", "--help")).startsWith("Usage: trio lab run ");
		assertThat(text("-V")).isEqualTo("trio 1.2.3\n");
		assertThat(this.home.resolve("calls")).doesNotExist();
		assertThat(run("up").output()).startsWith(BUILDING);
		assertThat(text("up", "--pause", "--help")).as("what is built prints what the script doesn't understand")
			.endsWith("false\nup\n--pause\n--help\n");
	}

	@ParameterizedTest
	@CsvSource({ "'', trio", "--help, trio", "lab -h, trio-lab", "lab run --help, trio-lab-run" })
	void helpNeedsNoJavaEither(String arguments, String text) throws Exception {
		Path kept = TrioProcess.HOME.resolve("tools/cli/help/" + text + ".txt");
		copy(kept, "tools/cli/help/" + text + ".txt");
		String[] asked = arguments.isEmpty() ? new String[0] : arguments.split(" ");
		assertThat(run(Map.of("JAVA_HOME", "/nowhere"), this.home.resolve("trio"), asked))
			.isEqualTo(new Result(0, Files.readString(kept)));
	}

	@Test
	void doesNotBuildIfItMustNot() throws Exception {
		Map<String, String> never = Map.of("TRIO_BUILD", "never");
		assertThat(run(never, this.home.resolve("trio"), "up")).isEqualTo(new Result(2, "trio: There is no " + this.home
				+ "/tools/cli/target/trio-cli.jar: run it without TRIO_BUILD=never.\n"));
		copy(this.temp.resolve("trio-cli.jar"), "tools/cli/target/trio-cli.jar");
		assertThat(run(never, this.home.resolve("trio"), "up").output()).startsWith("home ");
	}

	@Test
	void saysThatTheBuildFailed() throws Exception {
		maven("echo broken; exit 1");
		Path log = this.home.resolve("target/trio-build.log");
		assertThat(run("up")).isEqualTo(new Result(2, BUILDING + "trio: The build failed: see " + log + ".\n"));
		assertThat(log).hasContent("broken\n");
		assertThat(run("up").output()).as("is not taken for built").startsWith(BUILDING);
	}

	/** The command of trio.cmd, as far as another system can run it. */
	@Test
	void windowsRunsTheSameLauncherFromItsSource() throws Exception {
		String script = Files.readString(TrioProcess.HOME.resolve("trio.cmd"));
		Matcher command = Pattern.compile("\n\"%TRIO_JAVA%\" (-XX.*) %\\*\r?\n").matcher(script);
		assertThat(command.find()).as(script).isTrue();
		List<String> arguments = Stream.of(command.group(1).split(" "))
			.map((argument) -> argument.replace("\"", "")
				.replace('\\', '/')
				.replace("%TRIO_HOME%", this.home.toString()))
			.toList();
		assertThat(Files.readString(TrioProcess.HOME.resolve("trio")))
			.contains(" " + String.join(" ", arguments.subList(0, 3)) + " ");
		Path java = Path.of(System.getProperty("java.home"), "bin", "java");
		Result result = run(Map.of(), java,
				Stream.concat(arguments.stream(), Stream.of("trace", "a b")).toArray(String[]::new));
		assertThat(result.output()).startsWith(BUILDING)
			.endsWith("home " + this.home + ", terminal null\ntrace\na b\n");
	}

	@ParameterizedTest
	@CsvSource({ "1.8.0_392, 8", "11.0.2, 11", "16, 16" })
	void saysThatJavaIsTooOld(String version, String major) throws Exception {
		Path jdk = jdk(version);
		assertThat(run(Map.of("JAVA_HOME", jdk.toString()), this.home.resolve("trio"))).isEqualTo(new Result(2, "trio: "
				+ jdk + "/bin/java is Java " + major + ", but trio needs 17 or newer: set JAVA_HOME to such a JDK.\n"));
	}

	@ParameterizedTest
	@CsvSource({ "17", "17.0.15", "25.0.1", "26-ea" })
	void takesNewerJava(String version) throws Exception {
		Result result = run(Map.of("JAVA_HOME", jdk(version).toString()), this.home.resolve("trio"), "trace");
		assertThat(result).isEqualTo(new Result(0,
				String.join("\n", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m", "-Dtrio.home=" + this.home,
						"-Dtrio.terminal=false",
						"-Dtrio.archive=" + this.home + "/target/start/trio-" + version + ".jsa", "-cp",
						this.home + "/target/launcher", "org.meshtrio.cli.Launcher", "trace", "")));
	}

	@Test
	void readsTheVersionFromTheJdksFileAndDoesNotStartJavaForIt() throws Exception {
		Path jdk = jdk("8.0.1");
		Path script = this.home.resolve("trio");
		Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"21.0.4\"\nOS_NAME=\"Linux\"\n");
		assertThat(run(Map.of("JAVA_HOME", jdk.toString()), script, "trace").output()).endsWith("\ntrace\n")
			.contains("/trio-21.0.4.jsa\n");
		Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"1.8.0_392\"\n");
		assertThat(run(Map.of("JAVA_HOME", jdk.toString()), script, "trace")).isEqualTo(new Result(2,
				"trio: " + jdk + "/bin/java is Java 8, but trio needs 17 or newer: set JAVA_HOME to such a JDK.\n"));
	}

	@Test
	void startsFromTheArchiveUnlessItIsOlderThanTheJarOrABuildMayHaveBrokenTheJar() throws Exception {
		Map<String, String> jdk = Map.of("JAVA_HOME", jdk("17.0.15").toString());
		Path script = this.home.resolve("trio");
		copy(this.temp.resolve("trio-cli.jar"), "tools/cli/target/trio-cli.jar");
		Path jar = this.home.resolve("tools/cli/target/trio-cli.jar");
		setAge(jar, 10);
		write("target/start/trio-17.0.15.jsa", "");
		String archived = "-XX:SharedArchiveFile=" + this.home + "/target/start/trio-17.0.15.jsa\n-Xlog:disable\n-cp\n"
				+ jar + "\norg.meshtrio.cli.Launcher\ntrace\n";
		String compiled = "-cp\n" + this.home + "/target/launcher\norg.meshtrio.cli.Launcher\ntrace\n";
		assertThat(run(jdk, script, "trace").output()).endsWith(archived);
		write("target/trio-built.new", "");
		assertThat(run(jdk, script, "trace").output()).as("during a build").endsWith(compiled);
		Files.delete(this.home.resolve("target/trio-built.new"));
		setAge(jar, 0);
		setAge(this.home.resolve("target/start/trio-17.0.15.jsa"), 10);
		assertThat(run(jdk, script, "trace").output()).as("after another build").endsWith(compiled);
	}

	@Test
	void fromTheArchiveItRunsTheSameAndBuildsToo() throws Exception {
		run("up");
		write("target/start/trio-17.0.15.jsa", "no archive");
		setAge(this.home.resolve("tools/cli/target/trio-cli.jar"), 10);
		String echo = "home " + this.home + ", terminal false\nup\n";
		assertThat(run("up")).isEqualTo(new Result(0, echo));
		touch("service0/src/main/java/A.java");
		assertThat(run("up")).isEqualTo(new Result(0, BUILDING + echo));
	}

	@Test
	void saysThatJavaIsMissing() throws Exception {
		assertThat(run(Map.of("JAVA_HOME", "/nowhere"), this.home.resolve("trio"))).isEqualTo(
				new Result(2, "trio: JAVA_HOME is /nowhere, which has no bin/java: set it to a JDK, 17 or newer.\n"));
		Path tools = Files.createDirectories(this.temp.resolve("tools"));
		script(tools.resolve("dirname"), "exec /usr/bin/dirname \"$@\"");
		assertThat(run(Map.of("JAVA_HOME", "", "PATH", tools.toString()), this.home.resolve("trio")))
			.isEqualTo(new Result(2, "trio: There is no Java: install a JDK, 17 or newer, or set JAVA_HOME to one.\n"));
	}

	@Test
	void compilesTheLauncherIfItChangedAndSaysThatTheCompilerIsMissing() throws Exception {
		Path jdk = jdk("17.0.15");
		Path script = this.home.resolve("trio");
		assertThat(run(Map.of("JAVA_HOME", jdk.toString()), script).exitCode()).isZero();
		setAge(this.home.resolve(CLASS), 61);
		assertThat(run(Map.of("JAVA_HOME", jdk.toString()), script)).isEqualTo(new Result(2,
				"trio: There is a Java but no compiler: install a JDK, 17 or newer, and set JAVA_HOME to it.\n"));
	}

	@Test
	void saysThatTheDiskIsFull() {
		assertThatIllegalStateException().isThrownBy(() -> Launcher.requireDisk(this.home, 100L * 1024 * 1024))
			.withMessage("The disk of " + this.home + " is full: 100 MB are left and the build needs 500 MB.");
		assertThatCode(() -> Launcher.requireDisk(this.home, 500L * 1024 * 1024)).doesNotThrowAnyException();
	}

	private Result run(String... arguments) throws Exception {
		return run(Map.of(), this.home.resolve("trio"), arguments);
	}

	private String text(String... arguments) throws Exception {
		Result result = run(arguments);
		assertThat(result.exitCode()).as(result.output()).isZero();
		return result.output();
	}

	private Result run(Map<String, String> environment, Path script, String... arguments) throws Exception {
		Path output = start(environment, script, arguments);
		Process process = this.started.remove(this.started.size() - 1);
		assertThat(process.waitFor(30, TimeUnit.SECONDS)).as(Files.readString(output)).isTrue();
		return new Result(process.exitValue(), Files.readString(output));
	}

	private Path start(String... arguments) throws IOException {
		return start(Map.of(), this.home.resolve("trio"), arguments);
	}

	private Path start(Map<String, String> environment, Path script, String... arguments) throws IOException {
		Path output = Files.createTempFile(this.temp, "output", "");
		ProcessBuilder builder = new ProcessBuilder(script.toString()).directory(this.temp.toFile())
			.redirectErrorStream(true)
			.redirectOutput(output.toFile());
		builder.command().addAll(List.of(arguments));
		builder.environment().put("JAVA_HOME", this.jdk.toString());
		builder.environment().remove("TRIO_BUILD");
		builder.environment().putAll(environment);
		this.started.add(builder.start());
		return output;
	}

	private static void await(Path file, String text) throws IOException, InterruptedException {
		long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
		while (!Files.exists(file) || !Files.readString(file).contains(text)) {
			assertThat(System.nanoTime())
				.as("'%s' in %s, which has:%n%s", text, file,
						Files.exists(file) ? Files.readString(file) : "(no such file)")
				.isLessThan(end);
			Thread.sleep(20);
		}
	}

	private static void assertEnd(Process process) throws InterruptedException {
		assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
		assertThat(process.exitValue()).isZero();
	}

	private void maven(String text) throws IOException {
		script(this.home.resolve("mvnw"), "echo \"$@\" >>calls\n" + text
				+ "\nmkdir -p tools/cli/target && cp ../trio-cli.jar tools/cli/target/trio-cli.jar");
	}

	/** A JDK without a compiler, whose java prints its arguments. */
	private Path jdk(String version) throws IOException {
		return jdk("a jdk", version, "printf '%s\\n' \"$@\"");
	}

	private Path jdk(String name, String version, String java) throws IOException {
		Path jdk = this.temp.resolve(name);
		script(Files.createDirectories(jdk.resolve("bin")).resolve("java"), "if [ \"$1\" = -version ]; then echo"
				+ " 'openjdk version \"" + version + "\" 2025-04-15' >&2; else " + java + "; fi");
		return jdk;
	}

	private static void commandLine(Path jar) throws IOException {
		Manifest manifest = new Manifest();
		manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
		manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Echo.class.getName());
		try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
			for (Class<?> type : List.of(Echo.class, Launcher.class)) {
				String file = type.getName().replace('.', '/') + ".class";
				out.putNextEntry(new ZipEntry(file));
				try (InputStream code = LauncherTest.class.getClassLoader().getResourceAsStream(file)) {
					code.transferTo(out);
				}
			}
		}
	}

	private static void script(Path path, String text) throws IOException {
		Files.writeString(path, "#!/bin/sh\n" + text + "\n");
		Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
	}

	private void write(String name, String text) throws IOException {
		Path file = this.home.resolve(name);
		Files.createDirectories(file.getParent());
		Files.writeString(file, text);
	}

	private void copy(Path from, String name) throws IOException {
		Path file = this.home.resolve(name);
		Files.createDirectories(file.getParent());
		Files.copy(from, file);
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

	/** Stands in for the command line: prints how it was started, and may wait. */
	public static final class Echo {

		private Echo() {
		}

		/**
		 * Prints.
		 * @param args its arguments; after {@code wait} it waits
		 * @throws InterruptedException never
		 */
		public static void main(String[] args) throws InterruptedException {
			System.out.println(
					"home " + System.getProperty("trio.home") + ", terminal " + System.getProperty("trio.terminal"));
			for (String argument : args) {
				System.out.println(argument);
			}
			if (args.length == 1 && args[0].equals("wait")) {
				TimeUnit.MINUTES.sleep(2);
			}
		}

	}

}
