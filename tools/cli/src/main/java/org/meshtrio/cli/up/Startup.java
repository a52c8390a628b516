package org.meshtrio.cli.up;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.meshtrio.trace.text.Text;

/**
 * Starts all programs at once, reports when each one is ready, and notices when one ends.
 */
final class Startup {

	private static final Duration INTERVAL = Duration.ofMillis(100);

	private final List<ChildProcesses.Child> running = new ArrayList<>();

	private final ChildProcesses children;

	private final PrefixedLog log;

	private final Duration limit;

	private final long begin = System.nanoTime();

	private CompletableFuture<?> end = new CompletableFuture<>();

	/**
	 * Creates a startup.
	 * @param children starts the processes
	 * @param log the log
	 * @param limit the longest wait until all are ready
	 */
	Startup(ChildProcesses children, PrefixedLog log, Duration limit) {
		this.children = children;
		this.log = log;
		this.limit = limit;
	}

	/**
	 * Starts programs and waits until all are ready.
	 * @param programs the programs
	 * @return whether they are ready: {@code false} if they were stopped before
	 * @throws UpException if one cannot be started, ends, or isn't ready in time
	 */
	boolean start(List<Program> programs) {
		programs.forEach((program) -> this.running.add(this.children.start(program)));
		this.end = CompletableFuture
			.anyOf(this.running.stream().map((child) -> child.process().onExit()).toArray(CompletableFuture<?>[]::new));
		ReadyProbe probe = new ReadyProbe(programs);
		List<Program> waiting = new ArrayList<>(programs);
		while (!waiting.isEmpty()) {
			waiting.removeIf((program) -> isReady(program, probe));
			if (!waiting.isEmpty() && System.nanoTime() - this.begin > this.limit.toNanos()) {
				throw new UpException(Text.list(waiting.stream().map(Program::name).toList())
						+ " did not become ready within " + seconds(this.limit.toNanos()) + ", so all are stopped;"
						+ " the lines above may show why. To allow more time, use --timeout.");
			}
			if (endsWithin(INTERVAL)) {
				awaitEnd();
				return false;
			}
		}
		this.log.say("ready in " + seconds(System.nanoTime() - this.begin));
		return true;
	}

	/**
	 * Waits until one of the programs ends.
	 * @throws UpException if one ended by itself
	 */
	void awaitEnd() {
		this.end.join();
		if (this.children.isStopping()) {
			return;
		}
		ChildProcesses.Child ended = this.running.stream()
			.filter((child) -> !child.process().isAlive())
			.findFirst()
			.orElseThrow();
		throw new UpException(
				ended.program().name() + " " + JvmSettings.ending(ended.program(), ended.process().exitValue())
						+ ", so the others are stopped; its lines above may show why.");
	}

	private boolean endsWithin(Duration time) {
		try {
			this.end.get(time.toMillis(), TimeUnit.MILLISECONDS);
			return true;
		}
		catch (TimeoutException ex) {
			return false;
		}
		catch (InterruptedException | ExecutionException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private boolean isReady(Program program, ReadyProbe probe) {
		if (!probe.isReady(program)) {
			return false;
		}
		this.log.say(
				program.name() + " is ready at " + program.url() + " after " + seconds(System.nanoTime() - this.begin));
		return true;
	}

	private static String seconds(long nanos) {
		return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
	}

}
