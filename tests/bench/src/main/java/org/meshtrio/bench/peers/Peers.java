package org.meshtrio.bench.peers;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.util.FileSystemUtils;

/**
 * Builds the programs that {@code --peers} measures, in {@code tests/bench/target/peers}.
 */
public final class Peers {

	private static final String MODULE = "github.com/nicholasjackson/fake-service";

	private static final String VERSION = "v0.26.2";

	/** Of a checkout, what the build doesn't need. */
	private static final Set<String> LEFT_OUT = Set.of(".git", "node_modules");

	private final GoTool go;

	private final Path bench;

	private final Path built;

	/**
	 * Takes a checkout.
	 * @param home the root of this repository's checkout
	 */
	public Peers(Path home) {
		this(home, new GoTool("go"));
	}

	Peers(Path home, GoTool go) {
		this.bench = home.toAbsolutePath().resolve(Path.of("tests", "bench"));
		this.built = this.bench.resolve(Path.of("target", "peers"));
		this.go = go;
	}

	/**
	 * Builds them. A release of fake-service that is already built isn't built again.
	 * @param from a folder that has fake-service's source, or {@code null} to get a
	 * release from the Go module proxy
	 * @param messages gets a line if there is no Go
	 * @return what to measure; nothing without Go
	 * @throws IllegalStateException if a build fails; its message says what to do
	 */
	public List<Peer> build(@Nullable Path from, PrintWriter messages) {
		if (!this.go.isThere()) {
			messages.println("Left out 'go', 'fake-service', and 'fake-service-kept': there is no go command, which"
					+ " builds them (https://go.dev/dl/).");
			messages.flush();
			return List.of();
		}
		try {
			Files.createDirectories(this.built);
			Path chain = this.built.resolve("chain");
			this.go.run(this.bench.resolve("go"), "build", "-o", chain.toString(), "chain.go");
			Path fakeService = (from != null) ? fakeService(from, "fake-service") : release();
			return List.of(new GoChain(chain), new FakeService(fakeService, false), new FakeService(fakeService, true));
		}
		catch (IOException ex) {
			throw new IllegalStateException(
					("The peers can't be built: %s%nThe first build of fake-service needs the Go"
							+ " module proxy. If it can't be reached, name a checkout of fake-service with --peers-from DIR, or"
							+ " leave out --peers.")
						.formatted(ex.getMessage()),
					ex);
		}
	}

	private Path release() throws IOException {
		Path program = this.built.resolve("fake-service-" + VERSION);
		if (Files.exists(program)) {
			return program;
		}
		this.go.run(this.built, "mod", "download", MODULE + "@" + VERSION);
		String source = this.go.run(this.built, "list", "-m", "-f", "{{.Dir}}", MODULE + "@" + VERSION);
		return fakeService(Path.of(source), program.getFileName().toString());
	}

	/**
	 * Builds a copy, because fake-service embeds its page, which only Node can build and
	 * no release has. An empty page takes its place. Go refuses to put a file into its
	 * module cache, and a named folder stays as it is.
	 */
	private Path fakeService(Path source, String name) throws IOException {
		if (!Files.exists(source.resolve("go.mod"))) {
			throw new IOException("%s has no go.mod, so it isn't a checkout of fake-service.".formatted(source));
		}
		Path copy = this.built.resolve("fake-service-source");
		FileSystemUtils.deleteRecursively(copy);
		copy(source.toRealPath(), copy);
		Path page = copy.resolve(Path.of("ui", "build", "index.html"));
		if (!Files.exists(page)) {
			Files.createDirectories(page.getParent());
			Files.createFile(page);
		}
		Path program = this.built.resolve(name);
		this.go.run(copy, "build", "-buildvcs=false", "-o", program.toString(), ".");
		return program;
	}

	private static void copy(Path source, Path target) throws IOException {
		Files.walkFileTree(source, new SimpleFileVisitor<>() {
			@Override
			public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
				if (LEFT_OUT.contains(folder.getFileName().toString())) {
					return FileVisitResult.SKIP_SUBTREE;
				}
				Files.createDirectories(target.resolve(source.relativize(folder)));
				return FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
				Files.copy(file, target.resolve(source.relativize(file)), StandardCopyOption.REPLACE_EXISTING);
				return FileVisitResult.CONTINUE;
			}
		});
	}

}
