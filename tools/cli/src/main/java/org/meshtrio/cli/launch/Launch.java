package org.meshtrio.cli.launch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * How the JVM of a program starts.
 *
 * @param jvm the settings of the JVM
 * @param jar the program's executable jar
 * @param archive the archive of its classes, or {@code null} if it starts without one
 */
public record Launch(List<String> jvm, Path jar, @Nullable ClassArchive archive) {

	/**
	 * The arguments of {@code java}, up to the program's own.
	 * @return the arguments
	 */
	public List<String> arguments() {
		List<String> arguments = new ArrayList<>(this.jvm);
		if (this.archive != null) {
			arguments.addAll(this.archive.options());
		}
		arguments.addAll(List.of("-jar", this.jar.toString()));
		return arguments;
	}

	/**
	 * Whether the JVM writes an archive when it ends.
	 * @return whether it does
	 */
	public boolean isRecording() {
		return this.archive != null && this.archive.isRecording();
	}

}
