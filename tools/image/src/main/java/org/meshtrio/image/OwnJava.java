package org.meshtrio.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;

/**
 * The Java of the images: a part of a JDK.
 *
 * @param home its folder on this machine
 */
record OwnJava(Path home) {

	/** Its folder in an image. */
	static final String FOLDER = ImageFiles.APP + "/java";

	/**
	 * Apache's client doesn't start without {@code jdk.net}, and Jackson, Logback,
	 * Spring, and Tomcat need most of {@code java.se}.
	 */
	private static final String MODULES = "java.se,jdk.crypto.ec,jdk.management,jdk.net,jdk.unsupported";

	private static final FilePermissions EXECUTABLE = FilePermissions.fromOctalString("755");

	private static final int MINUTES_TO_LINK = 5;

	/**
	 * Links the Java of the images, unless an earlier build has done it.
	 * @param jdk the JDK to take it from
	 * @param shared the folder for it
	 * @return the Java
	 */
	static OwnJava link(Jdk jdk, Path shared) throws IOException, InterruptedException {
		OwnJava java = new OwnJava(shared.resolve("java-" + Digest.of(MODULES, jdk.release().toString())));
		if (!Files.isDirectory(java.home)) {
			Path linked = shared.resolve("java-unfinished");
			Folders.delete(linked);
			Files.createDirectories(shared);
			jlink(jdk, linked);
			// The times that the files have in the image, which the cache records.
			try (Stream<Path> files = Files.walk(linked)) {
				for (Path file : files.toList()) {
					Files.setLastModifiedTime(file, FileTime.from(FileEntriesLayer.DEFAULT_MODIFICATION_TIME));
				}
			}
			Files.move(linked, java.home);
		}
		return java;
	}

	private static void jlink(Jdk jdk, Path folder) throws IOException, InterruptedException {
		Path log = folder.resolveSibling("jlink.log");
		Process process = new ProcessBuilder(jdk.home().resolve("bin/jlink").toString(), "--add-modules", MODULES,
				"--strip-debug", "--no-man-pages", "--no-header-files", "--compress=zip-0", "--output",
				folder.toString())
			.redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start();
		if (!process.waitFor(MINUTES_TO_LINK, TimeUnit.MINUTES)) {
			process.destroyForcibly();
			throw new IllegalStateException(
					"jlink of " + jdk.home() + " didn't end in " + MINUTES_TO_LINK + " minutes");
		}
		if (process.exitValue() != 0) {
			throw new IllegalStateException("jlink of " + jdk.home() + " failed, so use another JDK with"
					+ " -Dimage.jdk=FOLDER. It printed: " + Files.readString(log).strip());
		}
	}

	Path executable() {
		return this.home.resolve("bin/java");
	}

	FileEntriesLayer layer() throws IOException {
		FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName("java");
		for (Path file : files()) {
			AbsoluteUnixPath path = AbsoluteUnixPath.get(FOLDER)
				.resolve(this.home.relativize(file).toString().replace('\\', '/'));
			if (Files.isExecutable(file)) {
				layer.addEntry(file, path, EXECUTABLE);
			}
			else {
				layer.addEntry(file, path);
			}
		}
		return layer.build();
	}

	private List<Path> files() throws IOException {
		try (Stream<Path> files = Files.walk(this.home)) {
			return files.sorted().toList();
		}
	}

}
