package org.meshtrio.cli.up;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * The processes that were started. However this process ends, they end too.
 */
final class ChildProcesses {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final boolean WINDOWS = System.getProperty("os.name", "").startsWith("Windows");

	/**
	 * Ctrl-C goes to every process of the terminal, and then all would end at once, the
	 * store before the last spans. So they do not hear it, nor the end of the terminal,
	 * and {@link #stop()} tells them in order.
	 */
	private static final List<String> DEAF_TO_CTRL_C = List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh");

	/**
	 * Is told each process id, and ends those processes when its input ends: however this
	 * process does, by kill -9 too.
	 */
	private static final List<String> WATCHDOG = List.of("/bin/sh", "-c",
			"trap '' INT HUP TERM; while read -r pid; do pids=\"$pids $pid\"; done; kill -TERM $pids 2>/dev/null");

	private final PrefixedLog log;

	private final List<Child> children = new ArrayList<>();

	private final Object stop = new Object();

	private boolean stopping;

	private boolean stopped;

	private @Nullable Process watchdog;

	ChildProcesses(PrefixedLog log) {
		this.log = log;
	}

	/**
	 * Starts a program with the JVM that runs this one.
	 * @param program what to start; the first is what the others report to
	 * @return its process
	 * @throws UpException where it cannot be started
	 */
	synchronized Child start(Program program) {
		if (this.stopping) {
			throw new UpException("Stopped before " + program.name() + " was started.");
		}
		List<String> command = new ArrayList<>(WINDOWS ? List.of() : DEAF_TO_CTRL_C);
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(program.arguments());
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
		builder.environment().putAll(program.environment());
		try {
			Process process = builder.start();
			Child child = new Child(program, process, this.log.follow(program.name(), process.getInputStream()));
			this.children.add(child);
			watch(process);
			return child;
		}
		catch (IOException ex) {
			throw new UpException(program.name() + " cannot be started: " + ex.getMessage() + ".");
		}
	}

	private void watch(Process process) throws IOException {
		if (WINDOWS) {
			return;
		}
		if (this.watchdog == null) {
			this.watchdog = new ProcessBuilder(WATCHDOG).start();
		}
		Writer pids = this.watchdog.outputWriter();
		pids.write(process.pid() + "\n");
		pids.flush();
	}

	/**
	 * Whether the processes were told to end.
	 * @return whether {@link #stop()} was called
	 */
	synchronized boolean isStopping() {
		return this.stopping;
	}

	/**
	 * Stops all: first those that report, so that their last spans arrive, then the one
	 * that they report to. A process that does not end within 10 seconds is killed. A
	 * second call waits for the first.
	 */
	void stop() {
		List<Child> started;
		synchronized (this) {
			this.stopping = true;
			started = List.copyOf(this.children);
		}
		synchronized (this.stop) {
			if (this.stopped) {
				return;
			}
			this.stopped = true;
			this.log.say("stopping …");
			// By the handle: Process.destroy() would close the output before its last
			// lines.
			end(started.stream().skip(1).toList(), ProcessHandle::destroy);
			// Its spans are in its memory alone, so there is nothing that an orderly end,
			// which takes two seconds, would save.
			end(started.stream().limit(1).toList(), ProcessHandle::destroyForcibly);
			if (this.watchdog != null) {
				this.watchdog.destroyForcibly();
			}
			this.log.say("stopped");
		}
	}

	private static void end(List<Child> ending, Consumer<ProcessHandle> how) {
		ending.forEach((child) -> how.accept(child.process().toHandle()));
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		for (Child child : ending) {
			try {
				if (!child.process().waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
					child.process().destroyForcibly().waitFor();
				}
				child.log().join(PATIENCE.toMillis());
			}
			catch (InterruptedException ex) {
				child.process().destroyForcibly();
				Thread.currentThread().interrupt();
			}
		}
	}

	/**
	 * A process.
	 *
	 * @param program what was started
	 * @param process its process
	 * @param log what copies its output
	 */
	record Child(Program program, Process process, Thread log) {

	}

}
