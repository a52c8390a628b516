package org.meshtrio.image;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

import com.google.cloud.tools.jib.api.buildplan.ContainerBuildPlan;
import com.google.cloud.tools.jib.api.buildplan.FileEntry;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** What needs a JDK 25: its Java as a layer, and a cache that fits or doesn't. */
@Tag("slow")
class Jdk25Test {

	private static final Duration LIMIT = Duration.ofMinutes(2);

	private static Jdk jdk;

	@TempDir
	private Path folder;

	@BeforeAll
	static void find() throws IOException {
		Assumptions.assumeTrue(Jdk.find("").isPresent(), "there is no Temurin 25 next to the JDK of this build");
		jdk = Jdk.find("").orElseThrow();
	}

	@Test
	void twoBuildsGiveTheSameLayer() throws Exception {
		OwnJava first = OwnJava.link(jdk, this.folder.resolve("first"));
		OwnJava second = OwnJava.link(jdk, this.folder.resolve("second"));

		assertThat(contents(first)).isEqualTo(contents(second)).containsKey("/app/java/bin/java 755");
		assertThat(OwnJava.link(jdk, this.folder.resolve("first"))).isEqualTo(first);
	}

	private static Map<String, String> contents(OwnJava java) throws IOException {
		Map<String, String> contents = new TreeMap<>();
		for (FileEntry entry : java.layer().getEntries()) {
			Path file = entry.getSourceFile();
			contents.put(entry.getExtractionPath() + " " + entry.getPermissions().toOctalString(),
					Files.isDirectory(file) ? "" : Digest.of(Files.readAllBytes(file)));
		}
		return contents;
	}

	@Test
	void aCacheFitsInAnotherFolderButNotAnotherJvm() throws Exception {
		jar(Greeting.class);
		ContainerBuildPlan plan = TestImage.plan(this.folder, "greeting.jar")
			.toBuilder()
			.setEntrypoint(List.of(Greeting.class.getName()))
			.build();
		ImageFiles files = new ImageFiles(plan);
		JavaProgram java = new JavaProgram(jdk.home().resolve("bin/java"), "-XX:+UseSerialGC");
		Path trained = this.folder.resolve("trained");
		files.copyJars(trained);
		AotCache cache = new AotCache(this.folder.resolve("services.aot"));
		run(java.with("-XX:AOTCacheOutput=" + cache.file()), files.jars(trained.toString()));

		Path image = this.folder.resolve("image");
		cache.check(files, java, image);
		assertThat(image.resolve("check.log")).content().contains("hello");

		JavaProgram other = java.with("-XX:+UseCompactObjectHeaders");
		assertThatIllegalStateException().isThrownBy(() -> cache.check(files, other, image))
			.withMessageStartingWith("The service doesn't start with the AOT cache " + cache.file()
					+ ": delete target/image and build again. The last lines of ")
			.withMessageContaining("Unable to use AOT cache");
	}

	private void run(JavaProgram java, String classPath) throws IOException, InterruptedException {
		try (StartedJava process = java.start(List.of("-cp", classPath, Greeting.class.getName()), Map.of(),
				this.folder.resolve("training.log"))) {
			assertThat(process.await(LIMIT)).as(process.lastLines()).isZero();
		}
	}

	private void jar(Class<?> type) throws IOException, URISyntaxException {
		Path jar = this.folder.resolve("greeting.jar");
		String name = type.getName().replace('.', '/') + ".class";
		try (OutputStream file = Files.newOutputStream(jar); JarOutputStream out = new JarOutputStream(file)) {
			out.putNextEntry(new JarEntry(name));
			out.write(Files
				.readAllBytes(Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).resolve(name)));
		}
	}

	/** A program. */
	static final class Greeting {

		private Greeting() {
		}

		public static void main(String[] args) {
			System.out.println("hello");
		}

	}

}
