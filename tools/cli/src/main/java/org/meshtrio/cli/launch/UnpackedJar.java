package org.meshtrio.cli.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Spring Boot's executable jar, unpacked: a small jar, and its libraries next to it. It
 * starts faster than a jar of jars, and a class archive needs it. The folder has the
 * jar's fingerprint in its name, so a new build gets a new one.
 *
 * @param jar the jar as it was built
 * @param folder the folder, which may not exist yet
 */
public record UnpackedJar(Path jar, Path folder) {

	public static UnpackedJar of(String name, Path jar, Path home) throws IOException {
		return new UnpackedJar(jar, home.resolve(name + "-" + Fingerprint.of(jar)));
	}

	public boolean exists() {
		return Files.isDirectory(this.folder);
	}

	/**
	 * The jar to start.
	 * @return the jar, which has the same name
	 */
	public Path main() {
		return this.folder.resolve(this.jar.getFileName());
	}

	/**
	 * Whether Spring Boot made the jar, and can unpack it.
	 * @return whether it did
	 */
	public boolean canBeMade() throws IOException {
		try (JarFile file = new JarFile(this.jar.toFile(), false)) {
			return file.stream().anyMatch((entry) -> entry.getName().contains("/spring-boot-jarmode-tools-"));
		}
	}

	/**
	 * Unpacks the jar, and deletes what earlier builds left.
	 * @throws IOException if it can't be unpacked
	 */
	public void make() throws IOException {
		Path home = Files.createDirectories(this.folder.getParent());
		TemporaryFiles.deleteLeftovers(home);
		Path unpacked = TemporaryFiles.next(this.folder);
		try {
			unpack(unpacked);
			deleteEarlier(home);
			Files.move(unpacked, this.folder, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (IOException ex) {
			TemporaryFiles.delete(unpacked);
			// Another process may have been faster.
			if (!exists()) {
				throw ex;
			}
		}
	}

	private void unpack(Path to) throws IOException {
		Process java = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Djarmode=tools", "-jar", this.jar.toString(),
				"extract", "--destination", to.toString())
			.redirectErrorStream(true)
			.start();
		java.getOutputStream().close();
		String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
		int exitCode = java.onExit().join().exitValue();
		if (exitCode != 0 || !Files.exists(to.resolve(this.jar.getFileName()))) {
			throw new IOException(this.jar + " can't be unpacked: exit code " + exitCode + ", " + output);
		}
	}

	private void deleteEarlier(Path home) throws IOException {
		String folder = this.folder.getFileName().toString();
		String name = folder.substring(0, folder.lastIndexOf('-') + 1);
		try (Stream<Path> folders = Files.list(home)) {
			for (Path earlier : folders.toList()) {
				if (earlier.getFileName().toString().matches(Pattern.quote(name) + "[0-9a-f]{8}")
						&& !earlier.equals(this.folder)) {
					TemporaryFiles.delete(earlier);
				}
			}
		}
	}

}
