package org.meshtrio.mesh.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.meshtrio.trace.process.OnExit;

/**
 * A port of this machine that leads into the cluster, by {@code kubectl port-forward},
 * until it is closed. If kubectl ends because the pod is gone or a connection is reset,
 * it is started again with the same port.
 */
public final class PortForward implements AutoCloseable {

	private static final Pattern READY = Pattern.compile("Forwarding from 127\\.0\\.0\\.1:(\\d+) ->.*");

	private final IntFunction<List<String>> command;

	/** Ends kubectl if a signal ends this process. */
	private final OnExit hook = OnExit.run("port-forward", this::stop);

	private final int port;

	private volatile boolean closed;

	private volatile @Nullable Process process;

	/**
	 * Starts kubectl.
	 * @param command the command for a port of this machine, 0 for any
	 * @param target what the port leads to, for the message
	 * @throws ClusterException if it isn't ready within 30 s
	 */
	PortForward(IntFunction<List<String>> command, String target) throws ClusterException {
		this.command = command;
		StringBuffer errors = new StringBuffer();
		CompletableFuture<@Nullable Integer> ready = new CompletableFuture<>();
		start(0, ready, errors);
		Integer found = null;
		try {
			found = ready.get(30, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException | TimeoutException ex) {
			// The exception below says so.
		}
		if (found == null) {
			close();
			throw new ClusterException("kubectl cannot forward a port to " + target + ": " + errors.toString().strip());
		}
		this.port = found;
	}

	/**
	 * The port on 127.0.0.1.
	 * @return its number
	 */
	public int port() {
		return this.port;
	}

	@Override
	public void close() {
		stop();
		this.hook.cancel();
	}

	private void stop() {
		this.closed = true;
		Process current = this.process;
		if (current != null) {
			current.destroy();
		}
	}

	private void start(int localPort, CompletableFuture<@Nullable Integer> ready, StringBuffer errors)
			throws ClusterException {
		Process started = Subprocess.start(this.command.apply(localPort));
		this.process = started;
		Thread errorLines = lines(started.getErrorStream(), (line) -> {
			if (errors.length() < 1000) {
				errors.append(line).append(' ');
			}
		});
		Thread outputLines = lines(started.getInputStream(), (line) -> {
			Matcher matcher = READY.matcher(line);
			if (matcher.matches()) {
				ready.complete(Integer.valueOf(matcher.group(1)));
			}
		});
		started.onExit().thenRun(() -> {
			// The output must be read first, because it may have the port or the error.
			join(outputLines);
			join(errorLines);
			Integer before = ready.getNow(null);
			if (before == null) {
				ready.complete(null);
			}
			else if (!this.closed) {
				again(before);
			}
		});
	}

	private void again(int localPort) {
		try {
			start(localPort, CompletableFuture.completedFuture(localPort), new StringBuffer());
		}
		catch (ClusterException ex) {
			// kubectl was removed. Connections to the port are refused.
		}
	}

	/** Reads to the end: a full pipe would stop kubectl. */
	private static Thread lines(InputStream stream, Consumer<String> consumer) {
		Thread thread = new Thread(() -> {
			try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
				for (String line = lines.readLine(); line != null; line = lines.readLine()) {
					consumer.accept(line);
				}
			}
			catch (IOException ex) {
				// It ended.
			}
		}, "port-forward");
		thread.setDaemon(true);
		thread.start();
		return thread;
	}

	private static void join(Thread lines) {
		try {
			// A child of the process may keep its streams open.
			lines.join(1_000);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
