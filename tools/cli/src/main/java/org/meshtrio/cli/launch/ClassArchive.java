package org.meshtrio.cli.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * A file from which the JVM maps the classes of a program instead of reading them from
 * its jars: the JDK's dynamic class archive. A JVM that has none records one while the
 * program runs, and writes it when it ends. A JVM compares an archive with itself and
 * with the jars, and starts without it if they differ.
 */
public final class ClassArchive {

	/**
	 * The JVM warns of each class that it can't archive, and of an archive that it can't
	 * use. JDK 25 does so as "aot" too.
	 */
	private static final String QUIET = (Runtime.version().feature() >= 25) ? "-Xlog:aot*=off,cds*=off"
			: "-Xlog:cds*=off";

	private final Path file;

	private final boolean recording;

	private ClassArchive(Path file, boolean recording) {
		this.file = file;
		this.recording = recording;
	}

	/**
	 * The archive of this JVM in a folder.
	 * @param folder the folder of the program's jars
	 * @param jvm the settings of the program's JVM, on which an archive depends
	 * @param records whether to record an archive if there is none
	 * @return the archive, or {@code null} if there is none and none is recorded
	 */
	public static @Nullable ClassArchive in(Path folder, List<String> jvm, boolean records) throws IOException {
		String name = "classes-" + Fingerprint.of(System.getProperty("java.vm.vendor"),
				System.getProperty("java.vm.version"), System.getProperty("os.arch"), String.join(" ", jvm));
		for (Path file : kept(folder, name)) {
			long size = Files.size(file);
			// A JVM crashes if the end of an archive is missing.
			if (file.getFileName().toString().equals(name + "-" + size)) {
				return (size > 0) ? new ClassArchive(file, false) : null;
			}
		}
		return records ? new ClassArchive(TemporaryFiles.next(folder.resolve(name)), true) : null;
	}

	private static List<Path> kept(Path folder, String name) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter((file) -> file.getFileName().toString().startsWith(name + "-")).toList();
		}
	}

	List<String> options() {
		return List.of(QUIET, (this.recording ? "-XX:ArchiveClassesAtExit=" : "-XX:SharedArchiveFile=") + this.file);
	}

	public boolean isRecording() {
		return this.recording;
	}

	/**
	 * Keeps what a JVM recorded that has ended well, under a name with its size. If the
	 * JVM wrote nothing, an empty file says so, and no later start tries again. Of two
	 * that recorded at the same time, the last one stays.
	 * @throws IOException if the file can't be moved
	 */
	public void keep() throws IOException {
		if (this.recording) {
			if (!Files.exists(this.file)) {
				Files.createFile(this.file);
			}
			String temporary = this.file.getFileName().toString();
			String name = temporary.substring(0, temporary.indexOf('.'));
			for (Path other : kept(this.file.getParent(), name)) {
				TemporaryFiles.delete(other);
			}
			Files.move(this.file, this.file.resolveSibling(name + "-" + Files.size(this.file)),
					StandardCopyOption.ATOMIC_MOVE);
		}
	}

}
