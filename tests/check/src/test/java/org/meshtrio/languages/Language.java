package org.meshtrio.languages;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;

import static org.assertj.core.api.Assertions.assertThat;

/** A language with its tools, and its services in the folder of the same name. */
enum Language {

	/** Express and Node's fetch. */
	NODE(List.of(List.of("node", "--version"), List.of("npm", "--version"))) {

		@Override
		void build(Path target) throws IOException, InterruptedException {
			run(target, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
		}

	},

	/** Flask and requests. */
	PYTHON(List.of(List.of("python3", "-c", "import ensurepip, venv"))) {

		@Override
		void build(Path target) throws IOException, InterruptedException {
			run(target, "python3", "-m", "venv", "venv");
			run(target, "venv/bin/pip", "install", "--quiet", "--disable-pip-version-check", "-r", "requirements.txt");
		}

	},

	/**
	 * The standard library. {@code go list} fails if this Go is older than go.mod asks.
	 */
	GO(List.of(List.of("go", "list", "-m"))) {

		@Override
		void build(Path target) throws IOException, InterruptedException {
			run(target, "go", "build", "-o", "cart", ".");
		}

	};

	/** Registries can be slow. */
	private static final long MOST_MINUTES = 8;

	private final List<List<String>> tools;

	private boolean built;

	Language(List<List<String>> tools) {
		this.tools = tools;
	}

	/** Installs what the services need and builds them, in a copy of the folder. */
	abstract void build(Path target) throws IOException, InterruptedException;

	/**
	 * Where the services are, ready to start. Skips the test if a tool is missing.
	 * @return the folder
	 */
	synchronized Path ready() throws IOException, InterruptedException {
		Path source = Path.of(name().toLowerCase(Locale.ROOT));
		Path target = Path.of("target").resolve(source).toAbsolutePath();
		for (List<String> tool : this.tools) {
			String problem = problem(tool, source);
			if (!problem.isEmpty()) {
				String leftOut = "Left out: the services in " + this + ", because '" + String.join(" ", tool)
						+ "' doesn't work here: " + problem;
				System.out.println(leftOut);
				Assumptions.abort(leftOut);
			}
		}
		if (!this.built) {
			boolean same = copy(source, target);
			Path done = target.resolve("done");
			if (!same || !Files.exists(done)) {
				Files.deleteIfExists(done);
				build(target);
				Files.createFile(done);
			}
			this.built = true;
		}
		return target;
	}

	/** Copies files that have changed. */
	private static boolean copy(Path from, Path target) throws IOException {
		Files.createDirectories(target);
		boolean same = true;
		try (Stream<Path> files = Files.list(from)) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				Path copy = target.resolve(file.getFileName());
				if (!Files.exists(copy) || Files.mismatch(file, copy) >= 0) {
					Files.write(copy, Files.readAllBytes(file));
					same = false;
				}
			}
		}
		return same;
	}

	/** Why a command fails, or an empty text. */
	private static String problem(List<String> command, Path folder) throws InterruptedException {
		try {
			Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
			int exitCode = process.waitFor();
			return (exitCode == 0) ? "" : (output.isEmpty() ? "exit code " + exitCode : output);
		}
		catch (IOException ex) {
			return String.valueOf(ex.getMessage());
		}
	}

	private static void run(Path folder, String... command) throws IOException, InterruptedException {
		Path log = folder.resolve("build.log");
		Process process = new ProcessBuilder(command).directory(folder.toFile())
			.redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start();
		boolean ended = process.waitFor(MOST_MINUTES, TimeUnit.MINUTES);
		process.destroyForcibly();
		assertThat(ended && process.exitValue() == 0)
			.as("%s in %s:%n%s", String.join(" ", command), folder, Files.readString(log))
			.isTrue();
	}

	@Override
	public String toString() {
		return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
	}

}
