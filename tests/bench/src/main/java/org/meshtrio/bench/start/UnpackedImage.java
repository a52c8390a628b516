package org.meshtrio.bench.start;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.meshtrio.bench.JavaProcess;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.FileSystemUtils;

/**
 * The image of a service, unpacked from Jib's {@code jib-image.tar}. It runs as in a
 * container, with its own files, variables, and user, but without a container runtime, so
 * that nothing else is measured. Only root on Linux can do that.
 */
final class UnpackedImage implements AutoCloseable {

	private static final Path CHROOT = Path.of("/usr/sbin/chroot");

	private static final int PORT = 18_782;

	private final String name;

	private final Path folder;

	private final List<String> command;

	/**
	 * Unpacks an image.
	 * @param name its name in messages
	 * @param tar the image, in the format of {@code docker save}
	 */
	UnpackedImage(String name, Path tar) throws IOException {
		this.name = name;
		this.folder = Files.createTempDirectory("trio-bench-image");
		Path parts = Files.createDirectory(this.folder.resolve("parts"));
		Path root = Files.createDirectory(this.folder.resolve("root"));
		run("tar", "-xf", tar.toString(), "-C", parts.toString());
		JsonNode manifest = JsonMapper.shared().readTree(parts.resolve("manifest.json")).path(0);
		for (JsonNode layer : manifest.path("Layers")) {
			run("tar", "-xzf", parts.resolve(layer.asString()).toString(), "-C", root.toString(),
					"--warning=no-unknown-keyword");
		}
		JsonNode config = JsonMapper.shared()
			.readTree(parts.resolve(manifest.path("Config").asString()))
			.path("config");
		this.command = new ArrayList<>(List.of("env", "-i", "SERVER_PORT=" + PORT, "MANAGEMENT_SERVER_PORT=0"));
		config.path("Env").forEach((variable) -> this.command.add(variable.asString()));
		this.command
			.addAll(List.of(CHROOT.toString(), "--userspec=" + config.path("User").asString(), root.toString()));
		config.path("Entrypoint").forEach((word) -> this.command.add(word.asString()));
		// The program java finds its libraries by the path of its own file.
		run("mount", "-t", "proc", "proc", Files.createDirectories(proc()).toString());
	}

	/**
	 * Whether this machine and user can run one.
	 * @return whether the user is root and there is {@code chroot}
	 */
	static boolean isPossible() {
		return System.getProperty("user.name").equals("root") && Files.isExecutable(CHROOT);
	}

	/**
	 * Starts the service, and stops it when it's ready.
	 * @return seconds from the start of its process to its readiness
	 */
	double secondsToReady() {
		long begin = System.nanoTime();
		try (JavaProcess service = JavaProcess.start(this.name, this.command)) {
			service.awaitReady(URI.create("http://localhost:" + PORT + "/readyz"));
			return (System.nanoTime() - begin) / 1_000_000_000.0;
		}
	}

	private Path proc() {
		return this.folder.resolve("root").resolve("proc");
	}

	@Override
	public void close() throws IOException {
		run("umount", proc().toString());
		FileSystemUtils.deleteRecursively(this.folder);
	}

	private static void run(String... command) throws IOException {
		try {
			Process process = new ProcessBuilder(command).inheritIO().start();
			if (process.waitFor() != 0) {
				throw new IllegalStateException(
						"%s ended with exit code %d".formatted(String.join(" ", command), process.exitValue()));
			}
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException("interrupted", ex);
		}
	}

}
