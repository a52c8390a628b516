package org.meshtrio.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * A process that is measured. Its output goes to a pipe that is read and thrown away. A
 * container's output goes to the runtime, so a log line costs as much as there.
 */
public final class JavaProcess implements AutoCloseable {

	private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private static final Duration READY_TIMEOUT = Duration.ofSeconds(120);

	private static final int TAIL = 4 * 1024;

	private final String name;

	private final Process process;

	private volatile String tail = "";

	private JavaProcess(String name, Process process) {
		this.name = name;
		this.process = process;
	}

	/**
	 * Starts a process.
	 * @param name its name in messages
	 * @param command its command line
	 * @return the process
	 */
	public static JavaProcess start(String name, List<String> command) {
		try {
			JavaProcess started = new JavaProcess(name, new ProcessBuilder(command).redirectErrorStream(true).start());
			Thread reader = new Thread(started::read, name + " output");
			reader.setDaemon(true);
			reader.start();
			// Ctrl-C ends a measurement too.
			Runtime.getRuntime().addShutdownHook(new Thread(started.process::destroyForcibly));
			return started;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(name + " can't be started", ex);
		}
	}

	private void read() {
		byte[] buffer = new byte[64 * 1024];
		try (InputStream in = this.process.getInputStream()) {
			for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
				int from = Math.max(0, length - TAIL);
				this.tail = new String(buffer, from, length - from, StandardCharsets.UTF_8);
			}
		}
		catch (IOException ex) {
			// The process was ended.
		}
	}

	/**
	 * Waits until a URL answers 200.
	 * @param url the URL
	 * @throws IllegalStateException if it doesn't within 120 s, or if the process ends;
	 * its message has the last output
	 */
	public void awaitReady(URI url) {
		long deadline = System.nanoTime() + READY_TIMEOUT.toNanos();
		while (!answers(url)) {
			if (System.nanoTime() - deadline > 0 || !pause()) {
				throw new IllegalStateException(
						"%s isn't ready at %s. Its last output:%n%s".formatted(this.name, url, this.tail));
			}
		}
	}

	/** Waits a little, and returns whether the process still runs. */
	private boolean pause() {
		try {
			return !this.process.waitFor(20, TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException("interrupted", ex);
		}
	}

	private static boolean answers(URI url) {
		try {
			return CLIENT
				.send(HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(2)).build(),
						HttpResponse.BodyHandlers.discarding())
				.statusCode() == 200;
		}
		catch (IOException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException("interrupted", ex);
		}
	}

	public boolean isAlive() {
		return this.process.isAlive();
	}

	public long pid() {
		return this.process.pid();
	}

	/**
	 * The last output.
	 * @return 4 kB at most
	 */
	public String tail() {
		return this.tail;
	}

	/**
	 * The processor time that the process has used.
	 * @return the time, zero if the system doesn't say
	 */
	public Duration cpu() {
		return this.process.info().totalCpuDuration().orElse(Duration.ZERO);
	}

	/**
	 * The resident memory of the process.
	 * @return megabytes (2^20 bytes), or {@code null} on a system without /proc
	 */
	public @Nullable Long residentMegabytes() {
		return residentMegabytes(this.process.pid());
	}

	private static @Nullable Long residentMegabytes(long pid) {
		try (Stream<String> lines = Files.lines(Path.of("/proc", "" + pid, "status"))) {
			return lines.filter((line) -> line.startsWith("VmRSS:"))
				.map((line) -> Long.valueOf(line.replaceAll("\\D", "")) / 1024)
				.findFirst()
				.orElse(null);
		}
		catch (IOException ex) {
			return null;
		}
	}

	/**
	 * The resident memory of the processes that it started.
	 * @return megabytes (2^20 bytes), zero on a system without /proc
	 */
	public long childMegabytes() {
		return this.process.descendants()
			.map((child) -> residentMegabytes(child.pid()))
			.filter(Objects::nonNull)
			.mapToLong(Long::longValue)
			.sum();
	}

	@Override
	public void close() {
		this.process.destroy();
		try {
			// Longer than ./trio up takes after a build, when it prepares the next start.
			if (!this.process.waitFor(90, TimeUnit.SECONDS)) {
				this.process.destroyForcibly();
			}
		}
		catch (InterruptedException ex) {
			this.process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * The command line of a Java program.
	 * @param home the JDK
	 * @param jvm settings of the JVM
	 * @param program what to run
	 * @return the command
	 */
	public static List<String> java(Path home, List<String> jvm, List<String> program) {
		List<String> command = new ArrayList<>(List.of(home.resolve(Path.of("bin", "java")).toString()));
		command.addAll(jvm);
		command.addAll(program);
		return command;
	}

}
