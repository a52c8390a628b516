package org.meshtrio.check.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A port of this machine that leads into the cluster, by {@code kubectl port-forward},
 * until it is closed.
 */
public final class PortForward implements AutoCloseable {

	private static final Pattern READY = Pattern.compile("Forwarding from 127\\.0\\.0\\.1:(\\d+) ->.*");

	private final Process process;

	/** Ends kubectl also where this process is ended by a signal. */
	private final Thread hook;

	private final int port;

	PortForward(List<String> command, String target) throws ClusterException {
		this.process = Command.start(command);
		this.hook = new Thread(this.process::destroy);
		Runtime.getRuntime().addShutdownHook(this.hook);
		CompletableFuture<@Nullable Integer> ready = new CompletableFuture<>();
		StringBuffer errors = new StringBuffer();
		watch(this.process, ready);
		drain(this.process, errors);
		Integer found;
		try {
			found = ready.get(30, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			found = null;
		}
		catch (ExecutionException | TimeoutException ex) {
			found = null;
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
		this.process.destroy();
		try {
			Runtime.getRuntime().removeShutdownHook(this.hook);
		}
		catch (IllegalStateException ex) {
			// The shutdown has begun, and the hook has done it.
		}
	}

	/** Reads to the end: a full pipe would stop kubectl. */
	private static void watch(Process process, CompletableFuture<@Nullable Integer> ready) {
		daemon(() -> {
			try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
				for (String line = lines.readLine(); line != null; line = lines.readLine()) {
					Matcher matcher = READY.matcher(line);
					if (matcher.matches()) {
						ready.complete(Integer.valueOf(matcher.group(1)));
					}
				}
			}
			catch (IOException ex) {
				// It ended.
			}
			process.onExit().join();
			ready.complete(null);
		});
	}

	private static void drain(Process process, StringBuffer errors) {
		daemon(() -> {
			try (BufferedReader lines = new BufferedReader(
					new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
				for (String line = lines.readLine(); line != null; line = lines.readLine()) {
					if (errors.length() < 1000) {
						errors.append(line).append(' ');
					}
				}
			}
			catch (IOException ex) {
				// It ended.
			}
		});
	}

	private static void daemon(Runnable work) {
		Thread thread = new Thread(work, "port-forward");
		thread.setDaemon(true);
		thread.start();
	}

}
