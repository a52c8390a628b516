package org.meshtrio.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class JdkTest {

	private static final String TEMURIN = "Eclipse Adoptium";

	@TempDir
	private Path folder;

	private Path running;

	@BeforeEach
	void theRunningJdk() throws IOException {
		this.running = jdk("java-17", "17.0.15", TEMURIN, "gnu");
	}

	@Test
	void aTemurin25NextToTheRunningJdkIsFound() throws IOException {
		Path found = jdk("temurin-25", "25.0.3", TEMURIN, "gnu");

		assertThat(Jdk.find(this.running)).map(Jdk::home).contains(found);
	}

	@Test
	void theRunningJdkIsFirst() throws IOException {
		jdk("a-temurin-25", "25.0.3", TEMURIN, "gnu");
		Path other = jdk("temurin-25", "25", TEMURIN, "gnu");

		assertThat(Jdk.find(other)).map(Jdk::home).contains(other);
	}

	@Test
	void othersAreNot() throws IOException {
		jdk("debian-25", "25.0.3", "Debian", "gnu");
		jdk("alpine-25", "25.0.3", TEMURIN, "musl");
		jdk("temurin-26", "26", TEMURIN, "gnu");
		Files.delete(jdk("jre-25", "25.0.3", TEMURIN, "gnu").resolve("bin/jlink"));

		assertThat(Jdk.find(this.running)).isEmpty();
	}

	@Test
	void theNamedOneMayBeOfAnyVendor() throws IOException {
		Path named = jdk("zulu-25", "25.0.3", "Azul", "gnu");

		assertThat(Jdk.find(named.toString())).map(Jdk::home).contains(named);
	}

	@Test
	void aNamedOneThatDoesNotFitIsAnError() {
		assertThatIllegalArgumentException().isThrownBy(() -> Jdk.find(this.running.toString()))
			.withMessage("image.jdk names " + this.running + ", which isn't a JDK 25 for Linux with jlink and the GNU C"
					+ " library: install Temurin 25 and name its folder");
	}

	private Path jdk(String name, String version, String vendor, String library) throws IOException {
		Path home = Files.createDirectories(this.folder.resolve(name));
		Files.writeString(home.resolve("release"), """
				IMPLEMENTOR="%s"
				JAVA_VERSION="%s"
				LIBC="%s"
				OS_NAME="Linux"
				""".formatted(vendor, version, library));
		Path jlink = Files.createFile(Files.createDirectory(home.resolve("bin")).resolve("jlink"));
		assertThat(jlink.toFile().setExecutable(true)).isTrue();
		return home;
	}

}
