package org.meshtrio.cli.up;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.meshtrio.cli.launch.ClassArchive;

/**
 * The processes that {@code trio up} started. They end when this process ends, whatever
 * ends it.
 */
final class ChildProcesses {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	/** A JVM that writes its classes ends later. */
	private static final Duration RECORDING = Duration.ofSeconds(60);

	/** The exit code of a JVM that SIGTERM ended. */
	private static final int TERMINATED = 128 + 15;

	private static final boolean WINDOWS = System.getProperty("os.name", "").startsWith("Windows");

	/**
	 * Ctrl-C goes to every process of the terminal. All would then end at once, and the
	 * trace store before it has the last spans. So the processes ignore Ctrl-C and the
	 * end of the terminal, and {@link #stop()} ends them in order.
	 * <p>
	 * Their standard input is a pipe from this process. A shell in the background waits
	 * for the end of the pipe and then stops the program. The pipe ends when this process
	 * ends, even by kill -9.
	 */
	private static final List<String> WITH_PARENT = List.of("/bin/sh", "-c", """
			trap '' INT HUP
			exec 3<&0
			{ read -r line <&3; kill -TERM $$; } >/dev/null 2>&1 &
			exec "$@" 3<&- </dev/null""", "sh");

	private final PrefixedLog log;

	private final List<Child> children = new ArrayList<>();

	private final Object stop = new Object();

	private boolean ready;

	private boolean stopping;

	private boolean stopped;

	ChildProcesses(PrefixedLog log) {
		this.log = log;
	}

	/**
	 * Starts a program with the JVM that runs this one.
	 * @param program the program; the first one is the trace store
	 * @return its process
	 * @throws UpException if it cannot be started
	 */
	synchronized Child start(Program program) {
		if (this.stopping) {
			throw new UpException("Stopped before " + program.name() + " started.");
		}
		List<String> command = new ArrayList<>(WINDOWS ? List.of() : WITH_PARENT);
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(program.arguments());
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
		builder.environment().putAll(program.environment());
		try {
			Process process = builder.start();
			Child child = new Child(program, process, this.log.follow(program.name(), process.getInputStream()));
			this.children.add(child);
			return child;
		}
		catch (IOException ex) {
			throw new UpException(program.name() + " cannot be started: " + ex.getMessage() + ".");
		}
	}

	/**
	 * Says that all are ready. What the JVMs record is kept only after this, because
	 * otherwise most of the classes are missing.
	 */
	synchronized void ready() {
		this.ready = true;
	}

	/**
	 * Whether the processes are about to end.
	 * @return whether {@link #stop()} was called
	 */
	synchronized boolean isStopping() {
		return this.stopping;
	}

	/**
	 * Stops the services first, so that their last spans arrive, and then the trace
	 * store. Kills a process that doesn't end within 10 seconds, or 60 if it writes its
	 * classes. A second call waits for the first.
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
			boolean keeps = this.ready && started.stream().anyMatch((child) -> child.program().launch().isRecording());
			if (keeps) {
				this.log.say("preparing a faster start, once after a build …");
			}
			Duration patience = keeps ? RECORDING : PATIENCE;
			// With the handle, because Process.destroy() would close the output before
			// the last lines.
			end(started.stream().skip(1).toList(), ProcessHandle::destroy, patience);
			// The store has its spans only in memory. A graceful shutdown takes two
			// seconds and wouldn't save anything.
			end(started.stream().limit(1).toList(), keeps ? ProcessHandle::destroy : ProcessHandle::destroyForcibly,
					patience);
			if (keeps) {
				started.forEach(this::keep);
			}
			this.log.say("stopped");
		}
	}

	private static void end(List<Child> ending, Consumer<ProcessHandle> how, Duration patience) {
		ending.forEach((child) -> how.accept(child.process().toHandle()));
		long deadline = System.nanoTime() + patience.toNanos();
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

	private void keep(Child child) {
		ClassArchive archive = child.program().launch().archive();
		if (archive != null && child.process().exitValue() == TERMINATED) {
			try {
				archive.keep();
			}
			catch (IOException ex) {
				this.log.say("the next start of " + child.program().name() + " isn't faster: " + ex.getMessage());
			}
		}
	}

	/**
	 * A process.
	 *
	 * @param program the program
	 * @param process its process
	 * @param log the thread that copies its output
	 */
	record Child(Program program, Process process, Thread log) {

	}

}
