package org.meshtrio.image;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A JDK that can make the Java of the images.
 *
 * @param home its folder
 * @param release what its file {@code release} says
 */
record Jdk(Path home, Properties release) {

	/** Services are tested in images with this version. */
	static final int VERSION = 25;

	/**
	 * Finds a JDK: the named one, or else the one that runs this build or one in a folder
	 * next to it. Without a name, only Eclipse Temurin is taken. It needs no more than a
	 * C library; the packages of Linux distributions need libraries that the base doesn't
	 * have.
	 * @param name a folder, or an empty string
	 * @return the JDK, empty if none was found
	 * @throws IllegalArgumentException if the named folder can't be used
	 */
	static Optional<Jdk> find(String name) throws IOException {
		if (!name.isBlank()) {
			Jdk named = read(Path.of(name));
			if (!named.fits()) {
				throw new IllegalArgumentException("image.jdk names " + name + ", which isn't a JDK " + VERSION
						+ " for Linux with jlink and the GNU C library: install Temurin " + VERSION
						+ " and name its folder");
			}
			return Optional.of(named);
		}
		return find(Path.of(System.getProperty("java.home")));
	}

	static Optional<Jdk> find(Path running) throws IOException {
		try (Stream<Path> siblings = Files.list(running.toAbsolutePath().getParent())) {
			for (Path home : Stream.concat(Stream.of(running), siblings.sorted()).toList()) {
				Jdk jdk = read(home);
				if (jdk.fits() && jdk.value("IMPLEMENTOR").equals("Eclipse Adoptium")) {
					return Optional.of(jdk);
				}
			}
		}
		return Optional.empty();
	}

	private static Jdk read(Path home) throws IOException {
		Properties release = new Properties();
		Path file = home.resolve("release");
		if (Files.isReadable(file)) {
			try (Reader reader = Files.newBufferedReader(file)) {
				release.load(reader);
			}
		}
		return new Jdk(home, release);
	}

	private boolean fits() {
		return value("JAVA_VERSION").split("\\.")[0].equals(String.valueOf(VERSION)) && value("OS_NAME").equals("Linux")
				&& !value("LIBC").toLowerCase(Locale.ROOT).equals("musl")
				&& Files.isExecutable(this.home.resolve("bin").resolve("jlink"));
	}

	/** A value of the file, which has all values in quotation marks. */
	private String value(String name) {
		return this.release.getProperty(name, "").replace("\"", "");
	}

}
