package org.meshtrio.cli;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The program that the scripts {@code trio} and {@code trio.cmd} start. It builds the
 * command line and the services if there is no build, or if a source is newer than the
 * build, and then runs the command line. The scripts compile this file alone, so it
 * doesn't use or contain another class.
 */
final class Launcher {

	private static final long MEGABYTE = 1024 * 1024;

	private static final long DISK = 500 * MEGABYTE;

	private static final int DOWNLOADS = 50;

	private static final Pattern MODULE = Pattern.compile("\\[INFO] Building (.+) \\S+ +\\[(\\d+/\\d+)]");

	private static final Pattern VERSION = Pattern.compile("<artifactId>trio</artifactId>\\s*<version>([^<]+)<");

	private static final List<String> HELP = List.of("-h", "--help", "-V", "--version");

	private static final boolean WINDOWS = System.getProperty("os.name", "").startsWith("Windows");

	private final Path home;

	private final Path jar;

	private final Path target;

	private final Path stamp;

	Launcher(Path home) {
		this.home = home;
		this.jar = home.resolve(Path.of("tools", "cli", "target", "trio-cli.jar"));
		this.target = home.resolve("target");
		this.stamp = this.target.resolve("trio-built");
	}

	/** Takes a command line. The system property {@code trio.home} names the checkout. */
	public static void main(String[] args) throws Exception {
		Launcher launcher = new Launcher(Path.of(System.getProperty("trio.home")));
		boolean stale = !"never".equals(System.getenv("TRIO_BUILD")) && launcher.isStale();
		try {
			Optional<String> help = (stale || !Files.exists(launcher.jar)) ? launcher.help(List.of(args))
					: Optional.empty();
			if (help.isPresent()) {
				System.out.writeBytes(help.get().getBytes(StandardCharsets.UTF_8));
				System.out.flush();
				return;
			}
			launcher.prepare(stale);
		}
		catch (IOException | IllegalStateException ex) {
			say((ex instanceof IOException) ? ex.toString() : ex.getMessage());
			System.exit(2);
		}
		launcher.run(stale, args);
	}

	/**
	 * Builds if necessary, unless another process is building. It also prevents a build
	 * while this process runs, because a build would change its jars. The process that
	 * builds locks byte 0, and all that run share a lock on byte 1. The system frees the
	 * locks when a process ends, even after SIGKILL.
	 */
	private void prepare(boolean stale) throws IOException {
		if (!stale) {
			if (!Files.exists(this.jar)) {
				throw new IllegalStateException("There is no " + this.jar + ": run it without TRIO_BUILD=never.");
			}
			if (!Files.isWritable(this.target)) {
				return;
			}
		}
		Files.createDirectories(this.target);
		// The file stays open until the process ends, and so does the lock.
		FileChannel locks = FileChannel.open(this.target.resolve("trio-lock"), StandardOpenOption.CREATE,
				StandardOpenOption.READ, StandardOpenOption.WRITE);
		if (!stale) {
			lock(locks, 1, true);
			return;
		}
		FileLock turn = lock(locks, 0, false);
		if (isStale()) {
			FileLock alone = locks.tryLock(1, 1, false);
			if (alone == null && Files.exists(this.jar)) {
				say("the sources changed, but another trio is running: using the old build until that one ends.");
			}
			else {
				build();
			}
			if (alone != null) {
				alone.release();
			}
		}
		lock(locks, 1, true);
		turn.release();
	}

	private static FileLock lock(FileChannel locks, long position, boolean shared) throws IOException {
		FileLock lock = locks.tryLock(position, 1, shared);
		if (lock == null) {
			say("another trio is building: waiting for it ...");
			lock = locks.lock(position, 1, shared);
		}
		return lock;
	}

	boolean isStale() {
		long built = this.stamp.toFile().lastModified();
		return !Files.exists(this.jar) || built == 0 || isNewer(this.home.toFile(), false, built);
	}

	/** Includes folders: their time changes when a file in them is removed. */
	private static boolean isNewer(File folder, boolean source, long built) {
		File[] files = folder.listFiles();
		return files != null && Stream.of(files).anyMatch((file) -> {
			String name = file.getName();
			if (!file.isDirectory()) {
				return (source || name.equals("pom.xml")) && file.lastModified() > built;
			}
			boolean inSource = source || (name.equals("main") && folder.getName().equals("src"));
			return !name.equals("target") && !name.equals(".git")
					&& ((source && file.lastModified() > built) || isNewer(file, inSource, built));
		});
	}

	private void build() throws IOException {
		requireDisk(this.home, Files.getFileStore(this.home).getUsableSpace());
		say("building, which takes a minute; the first time it also downloads 300 MB ...");
		// Its time is that of the start: a source that changes during the build is newer.
		Path begun = this.target.resolve("trio-built.new");
		Files.write(begun, new byte[0]);
		Path log = this.target.resolve("trio-build.log");
		Thread end = new Thread(Launcher::endChildren, "end of the build");
		Runtime.getRuntime().addShutdownHook(end);
		// Badly formatted code can run, too.
		Process maven = new ProcessBuilder(this.home.resolve(WINDOWS ? "mvnw.cmd" : "mvnw").toString(), "-B",
				"-DskipTests", "-Dspring-javaformat.skip", "-Dimpsort.skip", "package")
			.directory(this.home.toFile())
			.redirectErrorStream(true)
			.start();
		try (BufferedReader output = maven.inputReader();
				PrintWriter copy = new PrintWriter(Files.newBufferedWriter(log), true)) {
			int downloads = 0;
			for (String line = output.readLine(); line != null; line = output.readLine()) {
				copy.println(line);
				Matcher module = MODULE.matcher(line);
				if (module.matches()) {
					say("[" + module.group(2) + "] " + module.group(1));
				}
				else if (line.contains("Downloaded from ") && ++downloads % DOWNLOADS == 0) {
					say(downloads + " files downloaded");
				}
			}
		}
		int exitCode = maven.onExit().join().exitValue();
		// Throws if this process is ending: the build was stopped and didn't fail.
		Runtime.getRuntime().removeShutdownHook(end);
		if (exitCode != 0) {
			throw new IllegalStateException("The build failed: see " + log + ".");
		}
		Files.move(begun, this.stamp, StandardCopyOption.REPLACE_EXISTING);
	}

	/** Ends the build with this process, so that the next process gets the lock. */
	private static void endChildren() {
		List<ProcessHandle> children = ProcessHandle.current().descendants().toList();
		children.forEach(ProcessHandle::destroy);
		children.forEach((child) -> child.onExit().join());
	}

	static void requireDisk(Path home, long usable) {
		if (usable < DISK) {
			throw new IllegalStateException("The disk of " + home + " is full: " + usable / MEGABYTE
					+ " MB are left and the build needs " + DISK / MEGABYTE + " MB.");
		}
	}

	/**
	 * What help, version, and completion print, which don't need a build. The folder
	 * tools/cli/help has the texts of picocli, as KeptHelpTest checks.
	 */
	Optional<String> help(List<String> args) throws IOException {
		if (args.equals(List.of("completion"))) {
			return Optional.of(Files.readString(kept("completion.bash")));
		}
		String asked = args.isEmpty() ? "--help" : args.stream().filter(HELP::contains).findFirst().orElse("");
		if (asked.equals("-V") || asked.equals("--version")) {
			Matcher version = VERSION.matcher(Files.readString(this.home.resolve("pom.xml")));
			return Optional.of("trio " + (version.find() ? version.group(1) : "(unknown)") + "\n");
		}
		String name = "trio";
		for (String arg : args) {
			if (!arg.matches("[a-z]+") || !Files.exists(kept(name + "-" + arg + ".txt"))) {
				break;
			}
			name += "-" + arg;
		}
		return asked.isEmpty() ? Optional.empty() : Optional.of(Files.readString(kept(name + ".txt")));
	}

	private Path kept(String name) {
		return this.home.resolve(Path.of("tools", "cli", "help", name));
	}

	/** Loads the command line anew, unless this process has it in its class path. */
	private void run(boolean anew, String... args) throws Exception {
		ClassLoader loader = (!anew && this.jar.toString().equals(System.getProperty("java.class.path")))
				? ClassLoader.getSystemClassLoader()
				: new URLClassLoader(new URL[] { this.jar.toUri().toURL() }, ClassLoader.getPlatformClassLoader());
		Thread.currentThread().setContextClassLoader(loader);
		try (JarFile file = new JarFile(this.jar.toFile())) {
			String main = file.getManifest().getMainAttributes().getValue("Main-Class");
			loader.loadClass(main).getMethod("main", String[].class).invoke(null, (Object) args);
		}
		catch (InvocationTargetException ex) {
			throw (ex.getCause() instanceof Exception cause) ? cause : ex;
		}
	}

	private static void say(String text) {
		System.err.println("trio: " + text);
	}

}
