package org.meshtrio.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import com.google.cloud.tools.jib.api.buildplan.ContainerBuildPlan;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FileEntry;
import com.google.cloud.tools.jib.api.buildplan.LayerObject;

/** The files that Jib puts into an image, and the command that runs them. */
final class ImageFiles {

	/** The folder of the application in an image. */
	static final String APP = "/app";

	/** Where Jib writes the class path: the application's folders, then the jars. */
	private static final String CLASS_PATH_FILE = APP + "/jib-classpath-file";

	private final Map<String, FileEntry> entries = new LinkedHashMap<>();

	private final List<String> jars;

	private final List<String> folders;

	private final String mainClass;

	ImageFiles(ContainerBuildPlan plan) throws IOException {
		for (LayerObject layer : plan.getLayers()) {
			((FileEntriesLayer) layer).getEntries()
				.forEach((entry) -> this.entries.put(entry.getExtractionPath().toString(), entry));
		}
		FileEntry classPath = this.entries.get(CLASS_PATH_FILE);
		if (classPath == null) {
			throw new IllegalStateException(
					"Jib wrote no " + CLASS_PATH_FILE + ": use a version of Jib that does, or build without -Pimage");
		}
		List<String> paths = List.of(Files.readString(classPath.getSourceFile()).strip().split(":"));
		this.jars = paths.stream().filter((path) -> path.endsWith(".jar")).toList();
		this.folders = paths.stream().filter((path) -> !path.endsWith(".jar")).toList();
		this.mainClass = plan.getEntrypoint().get(plan.getEntrypoint().size() - 1);
	}

	/**
	 * Identifies the jars by their content.
	 * @return a line for each jar
	 */
	List<String> contents() throws IOException {
		List<String> lines = new ArrayList<>();
		for (String jar : this.jars) {
			lines.add(jar + " " + Digest.of(Files.readAllBytes(this.entries.get(jar).getSourceFile())));
		}
		return lines;
	}

	/**
	 * The class path of the jars.
	 * @param root the folder that has the files of the image
	 * @return the class path
	 */
	String jars(String root) {
		return String.join(":", this.jars.stream().map((jar) -> root + jar).toList());
	}

	/**
	 * The command of the application. The jars are first on the class path, because the
	 * cache accepts only additions at the end, and it's of the jars. The JVM allows
	 * another place for the jars if the paths are the same behind their longest common
	 * beginning, so the application's folders must not make it shorter.
	 * @param root the folder that has the files of the image, empty in the image
	 * @param java the program
	 * @param cache the AOT cache
	 * @return the command
	 */
	List<String> command(String root, String java, String cache) {
		String libraries = this.jars.get(0).substring(0, this.jars.get(0).lastIndexOf('/'));
		StringBuilder classPath = new StringBuilder(jars(root));
		this.folders.forEach((folder) -> classPath.append(":")
			.append(root)
			.append(libraries)
			.append("/..")
			.append(folder.substring(APP.length())));
		return List.of(java, "-XX:AOTCache=" + cache, "-cp", classPath.toString(), this.mainClass);
	}

	void copyJars(Path root) throws IOException {
		copy(root, this.jars::contains);
	}

	void copyAll(Path root) throws IOException {
		copy(root, (path) -> true);
	}

	/** Copies files to where the image has them, with the times that they have there. */
	private void copy(Path root, Predicate<String> paths) throws IOException {
		for (Map.Entry<String, FileEntry> entry : this.entries.entrySet()) {
			Path source = entry.getValue().getSourceFile();
			if (paths.test(entry.getKey()) && Files.isRegularFile(source)) {
				Path target = Path.of(root + entry.getKey());
				Files.createDirectories(target.getParent());
				Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
				Files.setLastModifiedTime(target, FileTime.from(entry.getValue().getModificationTime()));
			}
		}
	}

}
