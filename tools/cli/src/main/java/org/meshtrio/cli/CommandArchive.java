package org.meshtrio.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The archive of the classes of the command line, with which the script {@code trio}
 * starts it. The first command after a build makes it.
 */
final class CommandArchive {

	/** Loads the classes of a request, but sends none: nothing listens on this port. */
	private static final List<String> TRAINING = List.of("trace", "http://127.0.0.1:1/");

	/** The exit code of a trace without an answer. */
	private static final int COULD_NOT_TELL = 2;

	private CommandArchive() {
	}

	/**
	 * Makes the archive if it's missing or older than the jar. Without one, the command
	 * line only starts more slowly, so every problem is ignored but the first.
	 */
	static void prepare() {
		String file = System.getProperty("trio.archive");
		if (file != null && !"never".equals(System.getenv("TRIO_BUILD"))) {
			Path jar = Path.of(System.getProperty("trio.home"), "tools", "cli", "target", "trio-cli.jar");
			try {
				prepare(Path.of(file), jar);
			}
			catch (IOException ex) {
				System.err.println("trio: the next start isn't faster: " + ex);
			}
		}
	}

	private static void prepare(Path archive, Path jar) throws IOException {
		// In milliseconds, because a shell may compare whole seconds.
		if (archive.toFile().lastModified() > jar.toFile().lastModified() || !Files.isWritable(jar.getParent())) {
			return;
		}
		System.err.println("trio: preparing a faster start, once after a build ...");
		Files.createDirectories(archive.getParent());
		Path made = archive.resolveSibling(archive.getFileName() + "." + ProcessHandle.current().pid() + ".new");
		ProcessBuilder java = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m", "-XX:ArchiveClassesAtExit=" + made,
				"-Xlog:disable", "-Dtrio.home=" + System.getProperty("trio.home"), "-Dtrio.terminal=false", "-cp",
				jar.toString(), Launcher.class.getName());
		java.command().addAll(TRAINING);
		java.environment().put("TRIO_BUILD", "never");
		int exitCode = java.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.redirectError(ProcessBuilder.Redirect.DISCARD)
			.start()
			.onExit()
			.join()
			.exitValue();
		if (exitCode != COULD_NOT_TELL) {
			// It was killed, and a JVM crashes if the end of an archive is missing.
			Files.deleteIfExists(made);
			return;
		}
		if (!Files.exists(made)) {
			// Stands for an archive, so that not every command tries again.
			Files.createFile(made);
		}
		Files.move(made, archive, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
	}

}
