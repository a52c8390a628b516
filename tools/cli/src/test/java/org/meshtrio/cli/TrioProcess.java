package org.meshtrio.cli;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The real command line as a process, for integration tests.
 */
public final class TrioProcess implements AutoCloseable {

	/** The checkout; Maven runs the tests in cli. */
	public static final Path HOME = Path.of("").toAbsolutePath().getParent().getParent();

	private static final List<Integer> PORTS = List.of(8080, 8081, 8082, 9411);

	private final Process process;

	private final Path output;

	private TrioProcess(Process process, Path output) {
		this.process = process;
		this.output = output;
	}

	public static TrioProcess start(String... arguments) throws IOException {
		List<String> command = new ArrayList<>(List.of(HOME.resolve("trio").toString()));
		command.addAll(List.of(arguments));
		Path output = Files.createTempFile(Path.of("target"), "trio-", ".log");
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
		// Maven is just building.
		builder.environment().put("TRIO_BUILD", "never");
		return new TrioProcess(builder.start(), output);
	}

	/**
	 * An offset with which all ports are free, below those that the system gives to
	 * clients.
	 * @return the offset
	 */
	public static int freeOffset() {
		return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(1000, 23_000))
			.filter(TrioProcess::arePortsFree)
			.findFirst()
			.orElseThrow();
	}

	public static boolean arePortsFree(int offset) {
		return PORTS.stream().allMatch((port) -> {
			try (ServerSocket socket = new ServerSocket(port + offset)) {
				return socket.isBound();
			}
			catch (IOException ex) {
				return false;
			}
		});
	}

	/**
	 * Waits for a condition, and fails with the output if it isn't met in time.
	 * @param what the condition in words
	 * @param limit the longest wait
	 * @param condition the condition
	 */
	public void await(String what, Duration limit, BooleanSupplier condition) throws IOException, InterruptedException {
		long end = System.nanoTime() + limit.toNanos();
		while (!condition.getAsBoolean()) {
			assertThat(System.nanoTime()).as("%s within %s, output:%n%s", what, limit, output()).isLessThan(end);
			Thread.sleep(50);
		}
	}

	public void awaitOutput(String text) throws IOException, InterruptedException {
		await("'" + text + "' in the output", Duration.ofSeconds(150), () -> {
			assertThat(this.process.isAlive() || contains(text)).as(this.output.toString()).isTrue();
			return contains(text);
		});
	}

	private boolean contains(String text) {
		try {
			return output().contains(text);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	public String output() throws IOException {
		return Files.readString(this.output);
	}

	public int exitCode() throws IOException, InterruptedException {
		assertThat(this.process.waitFor(60, TimeUnit.SECONDS)).as(output()).isTrue();
		return this.process.exitValue();
	}

	public Process process() {
		return this.process;
	}

	/**
	 * Its child processes that run the JVM.
	 * @return their handles
	 */
	public List<ProcessHandle> programs() {
		return this.process.children().filter((child) -> commandLine(child).contains(".jar")).toList();
	}

	public ProcessHandle program(String jar) {
		return programs().stream().filter((child) -> commandLine(child).contains(jar)).findFirst().orElseThrow();
	}

	public static String commandLine(ProcessHandle handle) {
		ProcessHandle.Info info = handle.info();
		return info.command().orElse("") + " " + String.join(" ", info.arguments().orElse(new String[0]));
	}

	@Override
	public void close() {
		Stream.concat(this.process.descendants(), Stream.of(this.process.toHandle()))
			.toList()
			.forEach(ProcessHandle::destroyForcibly);
	}

}
