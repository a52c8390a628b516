package org.meshtrio.cli.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/**
 * Short names for what a prepared start depends on. The time and the size of a jar don't
 * tell two builds apart, because a reproducible build sets the time.
 */
final class Fingerprint {

	private Fingerprint() {
	}

	/**
	 * The fingerprint of a jar's content, from its directory alone.
	 * @param jar the jar
	 * @return eight hexadecimal digits
	 * @throws IOException if it can't be read
	 */
	static String of(Path jar) throws IOException {
		try (JarFile file = new JarFile(jar.toFile(), false)) {
			return of(file.stream()
				.map((entry) -> entry.getName() + " " + entry.getSize() + " " + entry.getCrc())
				.collect(Collectors.joining("\n")));
		}
	}

	static String of(String... texts) {
		CRC32 sum = new CRC32();
		for (String text : texts) {
			sum.update(text.getBytes(StandardCharsets.UTF_8));
			sum.update(0);
		}
		return "%08x".formatted(sum.getValue());
	}

}
