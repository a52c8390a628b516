package org.meshtrio.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.plugins.extension.ExtensionLogger;
import com.google.cloud.tools.jib.plugins.extension.ExtensionLogger.LogLevel;

/**
 * The JVM's cache of loaded and linked classes (JEP 483, 514). It's of the jars, so
 * services with the same jars share it.
 *
 * @param file the file
 */
record AotCache(Path file) {

	/** Where an image has it. */
	static final String PATH = ImageFiles.APP + "/services.aot";

	private static final String PREFIX = "cache-";

	/** Longer than a build, which uses its caches until it ends. */
	private static final Duration KEEP = Duration.ofHours(1);

	private static final Duration LIMIT = Duration.ofMinutes(3);

	/**
	 * Finds the cache for these files, or makes it.
	 * @param files the files of an image
	 * @param java the Java of the image
	 * @param shared the folder for the caches
	 * @param logger says what is done
	 * @return the cache
	 */
	static AotCache of(ImageFiles files, JavaProgram java, Path shared, ExtensionLogger logger)
			throws IOException, InterruptedException {
		String key = Digest.of(String.join("\n", files.contents()), java.toString());
		Path folder = shared.resolve(PREFIX + key);
		AotCache cache = new AotCache(folder.resolve("services.aot"));
		if (!Files.exists(cache.file)) {
			logger.log(LogLevel.LIFECYCLE, "Making the AOT cache: starting a service, and sending it requests");
			deleteOthers(shared);
			Folders.delete(folder);
			Files.createDirectories(folder);
			files.copyJars(folder);
			Path made = new Training(java, files.jars(folder.toString()), folder).run();
			Files.move(made, cache.file, StandardCopyOption.ATOMIC_MOVE);
			Folders.delete(Path.of(folder + ImageFiles.APP));
		}
		return cache;
	}

	private static void deleteOthers(Path shared) throws IOException {
		List<Path> folders;
		try (Stream<Path> list = Files.list(shared)) {
			folders = list.filter((path) -> path.getFileName().toString().startsWith(PREFIX)).toList();
		}
		for (Path folder : folders) {
			if (Files.getLastModifiedTime(folder).toInstant().isBefore(Instant.now().minus(KEEP))) {
				Folders.delete(folder);
			}
		}
	}

	/**
	 * Starts the image's command in a folder with the files of the image, with an option
	 * that doesn't let a JVM start whose cache doesn't fit.
	 * @param files the files of the image
	 * @param java the Java of the image
	 * @param folder for the files
	 */
	void check(ImageFiles files, JavaProgram java, Path folder) throws IOException, InterruptedException {
		Folders.delete(folder);
		files.copyAll(folder);
		List<String> command = files.command(folder.toString(), java.executable().toString(), this.file.toString());
		JavaProgram strict = java.with("-XX:AOTMode=on -Dspring.context.exit=onRefresh");
		try (StartedJava process = strict.start(command.subList(1, command.size()), Map.of("SERVER_PORT", "0"),
				folder.resolve("check.log"))) {
			if (process.await(LIMIT) != 0) {
				throw new IllegalStateException("The service doesn't start with the AOT cache " + this.file
						+ ": delete target/image and build again. " + process.lastLines());
			}
		}
		Folders.delete(Path.of(folder + ImageFiles.APP));
	}

	FileEntriesLayer layer() {
		return FileEntriesLayer.builder().setName("AOT cache").addEntry(this.file, AbsoluteUnixPath.get(PATH)).build();
	}

}
