package org.meshtrio.cli.up;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.meshtrio.cli.Trio;
import org.meshtrio.cli.TrioProcess;
import org.meshtrio.cli.options.Switch;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code trio up} in a checkout whose programs are small ones that run out of memory, or
 * only run.
 */
@Timeout(60)
class OutOfMemoryTest {

	@TempDir
	private Path home;

	@BeforeEach
	void service() throws IOException {
		Path settings = this.home.resolve(Path.of("service0", "src", "main", "resources", "application.yaml"));
		Files.createDirectories(settings.getParent());
		Files.writeString(settings, "spring.application.name: service0\nserver.port: 8080\n");
	}

	@Test
	void aServiceThatRunsOutOfMemoryEndsAndUpSaysSo() throws Exception {
		program("tools/cli/target/zipkin/zipkin.jar", Idle.class);
		program("service0/target/service0.jar", Hoarder.class);
		assertThat(up()).contains("trio: service0 ran out of memory (send it less at a time, or raise its -Xmx64m:"
				+ " service.jvm in pom.xml), so the others ");
	}

	@Test
	void soDoesTheStore() {
		Program zipkin = new StartPlan(List.of(), 0, InetAddress.getLoopbackAddress(), Switch.on, Switch.on, false)
			.zipkin(Path.of("zipkin.jar"));
		assertThat(zipkin.arguments()).contains("-XX:+ExitOnOutOfMemoryError");
		assertThat(JvmSettings.ending(zipkin, 3))
			.isEqualTo("ran out of memory (send it less at a time, or raise its -Xmx256m: ZIPKIN in JvmSettings.java)");
		assertThat(JvmSettings.ending(zipkin, 137)).isEqualTo("ended with exit code 137");
	}

	private void program(String name, Class<?> main) throws IOException {
		Path jar = this.home.resolve(name);
		Files.createDirectories(jar.getParent());
		Manifest manifest = new Manifest();
		manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
		manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, main.getName());
		String file = main.getName().replace('.', '/') + ".class";
		try (OutputStream out = Files.newOutputStream(jar);
				JarOutputStream entries = new JarOutputStream(out, manifest);
				InputStream code = main.getClassLoader().getResourceAsStream(file)) {
			entries.putNextEntry(new ZipEntry(file));
			code.transferTo(entries);
		}
	}

	/** Runs it until it ends, as it does when one of its programs has ended. */
	private String up() throws IOException, InterruptedException {
		Path output = this.home.resolve("output");
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
		command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m", "-Dtrio.home=" + this.home,
				"-cp", System.getProperty("java.class.path"), Trio.class.getName(), "up", "--port-offset",
				"" + TrioProcess.freeOffset()));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
		try {
			assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("ended; output: %s", Files.readString(output))
				.isTrue();
			assertThat(process.exitValue()).as(Files.readString(output)).isEqualTo(1);
			return Files.readString(output);
		}
		finally {
			process.descendants().forEach(ProcessHandle::destroyForcibly);
			process.destroyForcibly();
		}
	}

	/** Keeps what it gets, and like a server lives on when one of its threads dies. */
	static final class Hoarder {

		private Hoarder() {
		}

		/**
		 * Fills the heap.
		 * @param args not used
		 * @throws InterruptedException never
		 */
		public static void main(String[] args) throws InterruptedException {
			new Thread(() -> {
				List<byte[]> kept = new ArrayList<>();
				while (kept.size() < Integer.MAX_VALUE) {
					kept.add(new byte[1024 * 1024]);
				}
			}).start();
			TimeUnit.MINUTES.sleep(2);
		}

	}

	/** Runs until it is told to end. */
	static final class Idle {

		private Idle() {
		}

		/**
		 * Waits.
		 * @param args not used
		 * @throws InterruptedException never
		 */
		public static void main(String[] args) throws InterruptedException {
			TimeUnit.MINUTES.sleep(2);
		}

	}

}
