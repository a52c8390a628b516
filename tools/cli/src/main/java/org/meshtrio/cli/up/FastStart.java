package org.meshtrio.cli.up;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

import org.meshtrio.cli.launch.ClassArchive;
import org.meshtrio.cli.launch.Launch;
import org.meshtrio.cli.launch.UnpackedJar;

/**
 * Prepares the programs so that they start in less than half of the time. The first
 * {@code trio up} after a build unpacks their jars, and its JVMs record the classes that
 * they load. Without a preparation, a program starts as it was built.
 */
final class FastStart {

	/** The processes of Windows can't be asked to end, so they would record nothing. */
	private static final boolean PREPARES = !System.getProperty("os.name", "").startsWith("Windows")
			&& !"never".equals(System.getenv("TRIO_BUILD"));

	/** More than the unpacked jars and the archives need. */
	private static final long DISK = 600L * 1024 * 1024;

	private final Path folder;

	private final Consumer<String> log;

	private final boolean prepares;

	/**
	 * Creates a preparation.
	 * @param target the folder of what is built
	 * @param log gets a line if the preparation takes time, or fails
	 */
	FastStart(Path target, Consumer<String> log) {
		this.folder = target.resolve("start");
		this.log = log;
		this.prepares = PREPARES && Files.isWritable(target);
	}

	/**
	 * Prepares programs.
	 * @param programs the programs as they were built
	 * @return the programs to start
	 */
	List<Program> prepare(List<Program> programs) {
		try {
			return programs.parallelStream().map(this::prepare).toList();
		}
		catch (UncheckedIOException ex) {
			this.log.accept("no faster start: " + ex.getCause().getMessage());
			return programs;
		}
	}

	private Program prepare(Program program) {
		Launch built = program.launch();
		try {
			UnpackedJar unpacked = UnpackedJar.of(program.name(), built.jar(), this.folder);
			if (!unpacked.exists()) {
				if (!this.prepares || !unpacked.canBeMade()) {
					return program;
				}
				requireDisk();
				this.log.accept("unpacking " + program.name() + " for a faster start, once after a build …");
				unpacked.make();
			}
			return program.with(new Launch(built.jvm(), unpacked.main(),
					ClassArchive.in(unpacked.folder(), built.jvm(), this.prepares)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void requireDisk() throws IOException {
		long usable = Files.getFileStore(this.folder.getParent()).getUsableSpace();
		if (usable < DISK) {
			throw new IOException("The disk of %s has %d MB left, and it needs %d MB".formatted(this.folder.getParent(),
					usable / 1024 / 1024, DISK / 1024 / 1024));
		}
	}

}
