package org.meshtrio.mesh.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A program that runs to its end.
 */
public final class Subprocess {

	private Subprocess() {
	}

	/**
	 * Runs a program.
	 * @param limit the longest that it may take
	 * @param input what it reads from its standard input
	 * @param command the program and its arguments
	 * @return its result, whatever its exit code
	 * @throws ClusterException if it can't be started or takes too long
	 */
	public static Result run(Duration limit, String input, List<String> command) throws ClusterException {
		Process process = start(command);
		CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> read(process.getInputStream()));
		CompletableFuture<String> errors = CompletableFuture.supplyAsync(() -> read(process.getErrorStream()));
		try {
			try (var stdin = process.getOutputStream()) {
				stdin.write(input.getBytes(StandardCharsets.UTF_8));
			}
			catch (IOException ex) {
				// It ended without reading; its exit code says why.
			}
			if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
				throw new ClusterException(
						"\"" + String.join(" ", command) + "\" did not end within " + limit.toSeconds() + " s");
			}
			return new Result(process.exitValue(), output.join(), errors.join());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new ClusterException("\"" + String.join(" ", command) + "\" was interrupted");
		}
		finally {
			process.destroyForcibly();
		}
	}

	static Process start(List<String> command) throws ClusterException {
		try {
			return new ProcessBuilder(command).start();
		}
		catch (IOException ex) {
			throw new ClusterException("there is no program " + command.get(0) + ": install it, or add it to the PATH");
		}
	}

	private static String read(InputStream stream) {
		try {
			return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * How a program ended.
	 *
	 * @param exitCode its exit code, 0 for success
	 * @param output what it wrote to its standard output
	 * @param errors what it wrote to its standard error
	 */
	public record Result(int exitCode, String output, String errors) {

		/**
		 * What went wrong, in its own words.
		 * @return the last line that it wrote to its standard error, empty if there is
		 * none
		 */
		public String lastError() {
			return this.errors.lines()
				.map(String::strip)
				.filter((line) -> !line.isEmpty())
				.reduce((first, second) -> second)
				.orElse("");
		}

	}

}
