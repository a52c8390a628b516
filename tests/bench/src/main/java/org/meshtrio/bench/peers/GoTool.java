package org.meshtrio.bench.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Go's command.
 */
final class GoTool {

	private final String go;

	/**
	 * Takes a command.
	 * @param go its name or path
	 */
	GoTool(String go) {
		this.go = go;
	}

	/**
	 * Says whether this machine has Go.
	 * @return whether the command runs
	 */
	boolean isThere() {
		try {
			run(Path.of("."), "version");
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * Runs it.
	 * @param folder where it runs
	 * @param arguments its arguments
	 * @return what it printed
	 * @throws IOException if it can't be started, or fails; the message has what it
	 * printed
	 */
	String run(Path folder, String... arguments) throws IOException {
		List<String> command = new ArrayList<>(List.of(this.go));
		command.addAll(List.of(arguments));
		Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
		try {
			if (process.waitFor() != 0) {
				throw new IOException("'%s' failed:%n%s".formatted(String.join(" ", command), output));
			}
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException("interrupted", ex);
		}
		return output;
	}

}
