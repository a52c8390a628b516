package org.meshtrio.image;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A started JVM. It ends when this is closed.
 *
 * @param process the process
 * @param log the file with its output
 */
record StartedJava(Process process, Path log) implements AutoCloseable {

	private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private static final Duration ANSWER = Duration.ofSeconds(30);

	private static final int LINES = 15;

	/** Waits until the service is ready. */
	void awaitReady(URI readiness, Duration atMost) throws IOException, InterruptedException {
		long end = System.nanoTime() + atMost.toNanos();
		while (!answers(readiness)) {
			if (!this.process.isAlive() || System.nanoTime() > end) {
				throw new IllegalStateException(this.process.isAlive()
						? "The service wasn't ready after " + atMost.toSeconds() + " s. " + lastLines()
						: "The service didn't start. " + lastLines());
			}
			this.process.waitFor(50, TimeUnit.MILLISECONDS);
		}
	}

	private static boolean answers(URI readiness) throws InterruptedException {
		try {
			return get(readiness, "*/*") == 200;
		}
		catch (IOException ex) {
			return false;
		}
	}

	static int get(URI uri, String accept) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(uri).header("Accept", accept).timeout(ANSWER).build();
		return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
	}

	/** Ends it as Kubernetes does, and waits until it is gone. */
	void stop(Duration atMost) throws IOException, InterruptedException {
		this.process.destroy();
		await(atMost);
	}

	/**
	 * Waits for its end.
	 * @return the exit code
	 */
	int await(Duration atMost) throws IOException, InterruptedException {
		if (!this.process.waitFor(atMost.toSeconds(), TimeUnit.SECONDS)) {
			throw new IllegalStateException("The JVM didn't end in " + atMost.toSeconds() + " s. " + lastLines());
		}
		return this.process.exitValue();
	}

	String lastLines() throws IOException {
		List<String> lines = Files.readAllLines(this.log);
		return "The last lines of " + this.log + ":\n"
				+ String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

}
