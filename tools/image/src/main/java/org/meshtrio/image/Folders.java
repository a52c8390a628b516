package org.meshtrio.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Deletes folders. */
final class Folders {

	private Folders() {
	}

	static void delete(Path folder) throws IOException {
		if (Files.exists(folder)) {
			List<Path> files;
			try (Stream<Path> walk = Files.walk(folder)) {
				files = walk.sorted(Comparator.reverseOrder()).toList();
			}
			for (Path file : files) {
				Files.delete(file);
			}
		}
	}

}
