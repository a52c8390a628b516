package org.meshtrio.cli;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The command line in a separate JVM, in the checkout and with its own PATH, as
 * {@code ./trio} starts it. Unlike {@code ./trio}, one JVM runs one line after the other:
 * a JVM for each costs half a second of CPU time.
 */
public final class TrioJvm implements AutoCloseable {

	private final Process process;

	private final DataOutputStream lines;

	private final DataInputStream results;

	/**
	 * Starts the JVM.
	 * @param path its PATH
	 */
	public TrioJvm(String path) throws IOException {
		ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m", "-cp", System.getProperty("java.class.path"),
				Program.class.getName())
			.directory(TrioProcess.HOME.toFile())
			.redirectError(ProcessBuilder.Redirect.INHERIT);
		builder.environment().put("PATH", path);
		this.process = builder.start();
		this.lines = new DataOutputStream(this.process.getOutputStream());
		this.results = new DataInputStream(this.process.getInputStream());
	}

	/**
	 * Runs a command line.
	 * @param home the checkout
	 * @param arguments the arguments
	 * @return its exit code, and what it printed
	 */
	public Result run(Path home, String... arguments) throws Exception {
		this.lines.writeUTF(home.toString());
		this.lines.writeInt(arguments.length);
		for (String argument : arguments) {
			this.lines.writeUTF(argument);
		}
		this.lines.flush();
		return CompletableFuture.supplyAsync(this::read).get(60, TimeUnit.SECONDS);
	}

	private Result read() {
		try {
			int exitCode = this.results.readInt();
			byte[] output = this.results.readNBytes(this.results.readInt());
			return new Result(exitCode, new String(output, StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new IllegalStateException("the JVM has ended", ex);
		}
	}

	@Override
	public void close() {
		this.process.descendants().forEach(ProcessHandle::destroyForcibly);
		this.process.destroyForcibly();
	}

	/**
	 * How a command line ended.
	 *
	 * @param exitCode its exit code
	 * @param output what it wrote to its standard output and its standard error
	 */
	public record Result(int exitCode, String output) {

	}

	/** Runs in the JVM. */
	static final class Program {

		private Program() {
		}

		/**
		 * Runs command lines until its input ends.
		 * @param args not used
		 * @throws IOException if the test is gone
		 */
		public static void main(String[] args) throws IOException {
			DataInputStream lines = new DataInputStream(System.in);
			DataOutputStream results = new DataOutputStream(System.out);
			// Whatever else is printed must not be taken for a result.
			System.setOut(System.err);
			try {
				while (true) {
					System.setProperty("trio.home", lines.readUTF());
					String[] arguments = new String[lines.readInt()];
					for (int i = 0; i < arguments.length; i++) {
						arguments[i] = lines.readUTF();
					}
					StringWriter output = new StringWriter();
					PrintWriter writer = new PrintWriter(output, true);
					results.writeInt(Trio.commandLine(writer, writer).execute(arguments));
					byte[] bytes = output.toString().getBytes(StandardCharsets.UTF_8);
					results.writeInt(bytes.length);
					results.write(bytes);
					results.flush();
				}
			}
			catch (EOFException ex) {
				// The test is over.
			}
		}

	}

}
