package org.meshtrio.course.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import org.meshtrio.trace.process.OnExit;

/**
 * A shell in which the blocks of a page run one after the other as if they were typed. A
 * variable that one block sets is available in the next.
 */
final class Shell implements AutoCloseable {

	/** More than any block takes. */
	private static final Duration LIMIT = Duration.ofMinutes(4);

	/** The line after the output of a block. Nothing else prints it. */
	private static final String END = "\u0001end-of-block";

	/** Log lines that kubectl writes between the lines of the output. */
	private static final Pattern KUBECTL_LOG = Pattern
		.compile("[IWE]\\d{4} \\d\\d:\\d\\d:\\d\\d\\.\\d+ +\\d+ \\w+\\.go:\\d+].*");

	private final Process process;

	private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

	/** Also ends the processes that the shell started. */
	private final OnExit hook;

	/**
	 * Starts the shell.
	 * @param folder its working directory
	 * @param environment environment variables in addition to those of this process
	 * @throws LabException if there is no {@code sh}
	 */
	Shell(Path folder, Map<String, String> environment) throws LabException {
		ProcessBuilder builder = new ProcessBuilder("sh").directory(folder.toFile()).redirectErrorStream(true);
		builder.environment().putAll(environment);
		try {
			this.process = builder.start();
		}
		catch (IOException ex) {
			throw new LabException("the labs need a POSIX shell, and there is no program sh");
		}
		this.hook = OnExit.run("end of the shell", this::stop);
		Thread reader = new Thread(this::read, "shell");
		reader.setDaemon(true);
		reader.start();
	}

	/**
	 * Runs a block.
	 * @param block shell commands
	 * @param printed takes each line as it is printed
	 * @return its output and exit code
	 * @throws LabException if it doesn't end in time, or if it ends the shell
	 */
	BlockOutput run(String block, Consumer<String> printed) throws LabException {
		try {
			Writer stdin = this.process.outputWriter(StandardCharsets.UTF_8);
			// Otherwise a command could read the rest of the script.
			stdin.write("{\n" + block + "\n} </dev/null\nprintf '\\n%s %s\\n' '" + END + "' $?\n");
			stdin.flush();
			return await(block, printed);
		}
		catch (IOException ex) {
			throw new LabException("the shell has ended before: " + block.strip());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new LabException("interrupted in: " + block.strip());
		}
	}

	private BlockOutput await(String block, Consumer<String> printed) throws LabException, InterruptedException {
		long end = System.nanoTime() + LIMIT.toNanos();
		StringBuilder text = new StringBuilder();
		// A line is held until the next one comes, because the empty line before the end
		// isn't
		// the block's.
		String held = null;
		while (true) {
			String line = this.lines.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
			if (line == null) {
				stop();
				throw new LabException("this didn't end within " + LIMIT.toMinutes() + " minutes: " + block.strip());
			}
			if (line.startsWith(END)) {
				int status = Integer.parseInt(line.substring(END.length() + 1));
				if (held != null && !held.isEmpty()) {
					text.append(held);
					printed.accept(held);
				}
				if (status < 0) {
					throw new LabException("this ended the shell: " + block.strip());
				}
				return new BlockOutput(text.toString().stripTrailing(), status);
			}
			if (held != null) {
				text.append(held).append('\n');
				printed.accept(held);
			}
			held = line;
		}
	}

	private void read() {
		try (BufferedReader reader = this.process.inputReader(StandardCharsets.UTF_8)) {
			String line = reader.readLine();
			while (line != null) {
				if (!KUBECTL_LOG.matcher(line).matches()) {
					this.lines.add(line);
				}
				line = reader.readLine();
			}
		}
		catch (IOException ex) {
			// The shell was stopped.
		}
		this.lines.add(END + " -1");
	}

	@Override
	public void close() {
		stop();
		this.hook.cancel();
	}

	private void stop() {
		ProcessHandle handle = this.process.toHandle();
		handle.descendants().forEach(ProcessHandle::destroy);
		handle.destroy();
	}

}
