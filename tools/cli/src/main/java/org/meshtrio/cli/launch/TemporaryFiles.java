package org.meshtrio.cli.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Files and folders that get their final name when they are complete, so that another
 * process never sees half of one. The name has the process that writes them.
 */
final class TemporaryFiles {

	private static final Pattern NAME = Pattern.compile(".*\\.(\\d+)\\.new(\\..*)?");

	private TemporaryFiles() {
	}

	static Path next(Path file) {
		return file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid() + ".new");
	}

	/**
	 * Deletes those of processes that have ended, such as by kill -9.
	 * @param folder their folder
	 */
	static void deleteLeftovers(Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			for (Path file : files.toList()) {
				Matcher name = NAME.matcher(file.getFileName().toString());
				if (name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()) {
					delete(file);
				}
			}
		}
	}

	/**
	 * Deletes a file, or a folder and everything in it, if it exists.
	 * @param path the file or folder
	 */
	static void delete(Path path) throws IOException {
		if (!Files.exists(path)) {
			return;
		}
		List<Path> all;
		try (Stream<Path> files = Files.walk(path)) {
			all = files.sorted(Comparator.reverseOrder()).toList();
		}
		for (Path file : all) {
			Files.deleteIfExists(file);
		}
	}

}
