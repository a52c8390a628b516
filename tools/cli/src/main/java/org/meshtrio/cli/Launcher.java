package org.meshtrio.cli;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the scripts {@code trio} and {@code trio.cmd} start: builds the command line and
 * the services where there is no build or a source is newer than the last one, and runs
 * the command line. The scripts compile this file alone, so it needs no other class, and
 * has none inside.
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

	/**
	 * Runs the command line of the checkout that the system property {@code trio.home}
	 * names.
	 * @param args the command line
	 * @throws Exception what the command line throws
	 */
	public static void main(String[] args) throws Exception {
		if (System.getProperty("trio.terminal") == null) {
			System.setProperty("trio.terminal", "" + showsColours());
		}
		Launcher launcher = new Launcher(Path.of(System.getProperty("trio.home")));
		try {
			boolean stale = !"never".equals(System.getenv("TRIO_BUILD")) && launcher.isStale();
			if ((stale || !Files.exists(launcher.jar)) && launcher.printHelp(List.of(args))) {
				return;
			}
			launcher.prepare(stale);
		}
		catch (IOException | IllegalStateException ex) {
			say((ex instanceof IOException) ? ex.toString() : ex.getMessage());
			System.exit(2);
		}
		launcher.run(args);
	}

	/**
	 * Builds where that is due, unless someone else just does, and sees to it that nobody
	 * builds while this process runs: a build changes the jars under its feet. The system
	 * frees the locks when a process ends, however it does. Byte 0 is locked by the one
	 * that builds. Byte 1 is shared by all that run.
	 */
	private void prepare(boolean stale) throws IOException {
		if (!stale) {
			requireJar();
			if (!Files.isWritable(this.target)) {
				return;
			}
		}
		Files.createDirectories(this.target);
		// It stays open, and with it the lock, until the process ends.
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
				say("the sources changed, but another trio runs: using the build of before, until that one ends.");
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
		if (lock != null) {
			return lock;
		}
		say("another trio is building: waiting for it ...");
		return locks.lock(position, 1, shared);
	}

	private void requireJar() {
		if (!Files.exists(this.jar)) {
			throw new IllegalStateException("There is no " + this.jar + ": run it without TRIO_BUILD=never.");
		}
	}

	boolean isStale() {
		long built = this.stamp.toFile().lastModified();
		return !Files.exists(this.jar) || built == 0 || isNewer(this.home.toFile(), false, built);
	}

	/** Folders count too: their time changes when a file in them is removed. */
	private static boolean isNewer(File folder, boolean source, long built) {
		File[] files = folder.listFiles();
		for (File file : (files != null) ? files : new File[0]) {
			String name = file.getName();
			boolean isFolder = file.isDirectory();
			if (isFolder && (name.equals("target") || name.equals(".git"))) {
				continue;
			}
			if ((source || (!isFolder && name.equals("pom.xml"))) && file.lastModified() > built) {
				return true;
			}
			boolean inSource = source || (name.equals("main") && folder.getName().equals("src"));
			if (isFolder && isNewer(file, inSource, built)) {
				return true;
			}
		}
		return false;
	}

	private void build() throws IOException {
		requireDisk(this.home, Files.getFileStore(this.home).getUsableSpace());
		say("building, which takes a minute, and the first time some minutes more for downloads of 300 MB ...");
		// From before the build: what is changed while it runs is newer.
		Path begun = this.target.resolve("trio-built.new");
		Files.write(begun, new byte[0]);
		Path log = this.target.resolve("trio-build.log");
		Thread end = new Thread(Launcher::endChildren, "end of the build");
		Runtime.getRuntime().addShutdownHook(end);
		// The format of the code is no reason not to start it.
		Process maven = new ProcessBuilder(this.home.resolve(WINDOWS ? "mvnw.cmd" : "mvnw").toString(), "-B",
				"-DskipTests", "-Dspring-javaformat.skip", "-Dimpsort.skip", "package")
			.directory(this.home.toFile())
			.redirectErrorStream(true)
			.start();
		try (BufferedReader output = new BufferedReader(
				new InputStreamReader(maven.getInputStream(), Charset.defaultCharset()));
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
		// Throws where this process is just being ended, which is no failed build.
		Runtime.getRuntime().removeShutdownHook(end);
		if (exitCode != 0) {
			throw new IllegalStateException("The build failed: " + log + " says why.");
		}
		Files.move(begun, this.stamp, StandardCopyOption.REPLACE_EXISTING);
	}

	/**
	 * Where this process ends before the build, the build ends too: the lock is then free
	 * for the next one.
	 */
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
	 * Help, version and completion without a build: from the folder tools/cli/help, whose
	 * texts are those that picocli prints, as KeptHelpTest checks.
	 */
	private boolean printHelp(List<String> args) throws IOException {
		String asked = (args.isEmpty() || args.equals(List.of("completion"))) ? "--help"
				: args.stream().filter(HELP::contains).findFirst().orElse("");
		if (asked.isEmpty()) {
			return false;
		}
		String name = "trio";
		for (String arg : args) {
			String longer = name + "-" + arg;
			if (!arg.matches("[a-z]+") || !Files.exists(kept(longer + ".txt"))) {
				break;
			}
			name = longer;
		}
		if (asked.equals("-V") || asked.equals("--version")) {
			System.out.println("trio " + version());
		}
		else {
			Path text = args.equals(List.of("completion")) ? kept("completion.bash") : kept(name + ".txt");
			System.out.writeBytes(Files.readAllBytes(text));
			System.out.flush();
		}
		return true;
	}

	private String version() throws IOException {
		Matcher version = VERSION.matcher(Files.readString(this.home.resolve("pom.xml")));
		return version.find() ? version.group(1) : "(unknown)";
	}

	private Path kept(String name) {
		return this.home.resolve(Path.of("tools", "cli", "help", name));
	}

	/**
	 * The script trio knows whether its output is a terminal. On Windows this does, for
	 * those terminals that are known to have colours. With that system property a console
	 * is one on every JDK.
	 */
	private static boolean showsColours() {
		System.setProperty("jdk.console", "java.base");
		return System.console() != null && (System.getenv("WT_SESSION") != null
				|| "ON".equals(System.getenv("ConEmuANSI")) || System.getenv("TERM") != null);
	}

	private void run(String... args) throws Exception {
		URLClassLoader loader = new URLClassLoader(new URL[] { this.jar.toUri().toURL() },
				ClassLoader.getPlatformClassLoader());
		Thread.currentThread().setContextClassLoader(loader);
		String main;
		try (JarFile file = new JarFile(this.jar.toFile())) {
			main = file.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
		}
		try {
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
