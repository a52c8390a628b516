package org.meshtrio.cli.launch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a real JVM does with an archive, or with one that it can't use.
 */
@Timeout(60)
class ClassArchiveTest {

	private static final List<String> JVM = List.of("-XX:+UseSerialGC");

	@TempDir
	private Path folder;

	private Path jar;

	@BeforeEach
	void build() throws IOException {
		this.jar = build("first");
	}

	@Test
	void aJvmStartsFromWhatAnotherRecorded() throws Exception {
		ClassArchive recording = Objects.requireNonNull(ClassArchive.in(this.folder, JVM, true));
		assertThat(recording.isRecording()).isTrue();
		assertThat(run(recording)).isEqualTo("first, from the jar");
		recording.keep();

		ClassArchive kept = Objects.requireNonNull(ClassArchive.in(this.folder, JVM, true));
		assertThat(kept.isRecording()).as("records again").isFalse();
		assertThat(run(kept)).isEqualTo("first, from the archive");
		try (Stream<Path> files = Files.list(this.folder)) {
			assertThat(files).as("nothing is left behind").hasSize(2);
		}
	}

	@Test
	void aChangedJarCountsAndNotTheArchive() throws Exception {
		record();
		build("second");
		assertThat(run(kept())).isEqualTo("second, from the jar");
	}

	@Test
	void anArchiveThatIsBrokenOrUnreadableDoesNoHarm() throws Exception {
		record();
		Path archive = Path.of(kept().options().get(1).replaceAll(".*=", ""));
		byte[] content = Files.readAllBytes(archive);
		for (byte[] broken : List.of(new byte[0], "no archive".getBytes(StandardCharsets.US_ASCII),
				Arrays.copyOf(content, content.length / 2), new byte[content.length])) {
			Files.delete(archive);
			Files.write(archive, broken);
			assertThat(run(kept())).as(broken.length + " bytes").isEqualTo("first, from the jar");
		}
		Files.delete(archive);
		Files.createDirectory(archive);
		assertThat(run(kept())).as("a folder").isEqualTo("first, from the jar");
	}

	@Test
	void otherSettingsOfTheJvmHaveAnotherArchive() throws Exception {
		record();
		assertThat(ClassArchive.in(this.folder, JVM, false)).isNotNull();
		assertThat(ClassArchive.in(this.folder, List.of("-XX:+UseParallelGC"), false)).isNull();
		String version = System.getProperty("java.vm.version");
		try {
			System.setProperty("java.vm.version", "another JDK");
			assertThat(ClassArchive.in(this.folder, JVM, false)).isNull();
		}
		finally {
			System.setProperty("java.vm.version", version);
		}
	}

	@Test
	void anArchiveWithoutItsEndIsRecordedAgain() throws Exception {
		record();
		Path archive = Path.of(kept().options().get(1).replaceAll(".*=", ""));
		byte[] content = Files.readAllBytes(archive);
		Files.delete(archive);
		Files.write(archive, Arrays.copyOf(content, content.length / 2));
		assertThat(kept().isRecording()).isTrue();
		record();
		assertThat(run(kept())).isEqualTo("first, from the archive");
	}

	@Test
	void aJvmThatCannotRecordIsNotAskedAgain() throws IOException {
		kept().keep();
		assertThat(ClassArchive.in(this.folder, JVM, true)).isNull();
	}

	private void record() throws Exception {
		ClassArchive recording = Objects.requireNonNull(ClassArchive.in(this.folder, JVM, true));
		run(recording);
		recording.keep();
	}

	private ClassArchive kept() throws IOException {
		return Objects.requireNonNull(ClassArchive.in(this.folder, JVM, true));
	}

	/** Returns what the program prints, and from where the JVM loaded its class. */
	private String run(ClassArchive archive) throws Exception {
		Path classes = this.folder.resolveSibling(this.folder.getFileName() + ".log");
		List<String> jvm = List.of(JVM.get(0), "-Xlog:class+load:file=" + classes);
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
		command.addAll(new Launch(jvm, this.jar, archive).arguments());
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor()).as(output).isZero();
		String loaded = Files.readAllLines(classes)
			.stream()
			.filter((line) -> line.contains(Say.class.getName() + " source: "))
			.findFirst()
			.orElseThrow();
		Files.delete(classes);
		return output + (loaded.contains("shared objects file") ? ", from the archive" : ", from the jar");
	}

	private Path build(String text) throws IOException {
		Path built = this.folder.resolve("program.jar");
		Manifest manifest = new Manifest();
		manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
		manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Say.class.getName());
		try (JarOutputStream entries = new JarOutputStream(Files.newOutputStream(built), manifest)) {
			String file = Say.class.getName().replace('.', '/') + ".class";
			entries.putNextEntry(new ZipEntry(file));
			try (InputStream code = ClassArchiveTest.class.getClassLoader().getResourceAsStream(file)) {
				Objects.requireNonNull(code).transferTo(entries);
			}
			entries.putNextEntry(new ZipEntry("text"));
			entries.write(text.getBytes(StandardCharsets.US_ASCII));
		}
		return built;
	}

	/** Prints a text of its jar. */
	static final class Say {

		private Say() {
		}

		/**
		 * Prints.
		 * @param args not used
		 * @throws Exception never
		 */
		public static void main(String[] args) throws Exception {
			try (InputStream text = Objects.requireNonNull(ClassLoader.getSystemResourceAsStream("text"))) {
				System.out.print(new String(text.readAllBytes(), StandardCharsets.US_ASCII));
			}
		}

	}

}
