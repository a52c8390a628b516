package org.meshtrio.cli.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

class UnpackedJarTest {

	@TempDir
	private Path temp;

	@Test
	void anotherBuildHasAnotherFolderEvenIfItsTimeAndSizeAreTheSame() throws IOException {
		UnpackedJar first = UnpackedJar.of("service0", jar("x", "one"), this.temp);
		UnpackedJar same = UnpackedJar.of("service0", jar("x", "one"), this.temp);
		UnpackedJar second = UnpackedJar.of("service0", jar("x", "two"), this.temp);
		assertThat(first.folder().getFileName().toString()).matches("service0-[0-9a-f]{8}");
		assertThat(same).isEqualTo(first);
		assertThat(second.folder()).isNotEqualTo(first.folder());
		assertThat(first.exists()).isFalse();
		assertThat(first.main()).isEqualTo(first.folder().resolve("service0.jar"));
	}

	@Test
	void onlyAJarOfSpringBootCanBeUnpacked() throws IOException {
		assertThat(UnpackedJar.of("service0", jar("org/A.class", ""), this.temp).canBeMade()).isFalse();
		assertThat(UnpackedJar.of("service0", jar("BOOT-INF/lib/spring-boot-jarmode-tools-4.1.2.jar", ""), this.temp)
			.canBeMade()).isTrue();
	}

	@Test
	void aFailureIsSaidAndLeavesNothing() throws IOException {
		Path home = Files.createDirectories(this.temp.resolve("start"));
		// Of a process that ended in the middle: there's no process with this number.
		Path leftover = Files.createDirectories(home.resolve("service0-12345678.2147483647.new"));
		Files.writeString(leftover.resolve("a"), "");
		Path other = Files.createDirectory(home.resolve("service0-12345678." + ProcessHandle.current().pid() + ".new"));
		UnpackedJar jar = UnpackedJar.of("service0", jar("x", "one"), home);
		assertThatIOException().isThrownBy(jar::make)
			.withMessageStartingWith(jar.jar() + " can't be unpacked: exit code 1, ");
		assertThat(home).isDirectoryContaining((path) -> path.equals(other))
			.isDirectoryNotContaining((path) -> !path.equals(other));
	}

	private Path jar(String entry, String text) throws IOException {
		Path jar = this.temp.resolve("service0.jar");
		try (JarOutputStream entries = new JarOutputStream(Files.newOutputStream(jar))) {
			entries.putNextEntry(new ZipEntry(entry));
			entries.write(text.getBytes(StandardCharsets.US_ASCII));
		}
		Files.setLastModifiedTime(jar, FileTime.fromMillis(0));
		return jar;
	}

}
