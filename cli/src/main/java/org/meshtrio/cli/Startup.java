package org.meshtrio.cli;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Starts the programs, all at once, tells of each when it is ready, and notices when one
 * ends.
 */
final class Startup {

	private static final Duration LIMIT = Duration.ofSeconds(120);

	private static final Duration INTERVAL = Duration.ofMillis(100);

	private final HttpClient client = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(Duration.ofSeconds(1))
		.build();

	private final List<Children.Child> running = new ArrayList<>();

	private final Children children;

	private final Log log;

	private final long begin = System.nanoTime();

	private CompletableFuture<?> end = new CompletableFuture<>();

	Startup(Children children, Log log) {
		this.children = children;
		this.log = log;
	}

	/**
	 * Starts programs and waits until all are ready.
	 * @param programs the programs
	 * @throws UpException where one cannot be started, ends, or is not ready in time
	 */
	void start(List<Program> programs) {
		programs.forEach((program) -> this.running.add(this.children.start(program)));
		this.end = CompletableFuture
			.anyOf(this.running.stream().map((child) -> child.process().onExit()).toArray(CompletableFuture<?>[]::new));
		List<Program> waiting = new ArrayList<>(programs);
		while (!waiting.isEmpty()) {
			waiting.removeIf(this::isReady);
			if (!waiting.isEmpty() && System.nanoTime() - this.begin > LIMIT.toNanos()) {
				throw new UpException(String.join(", ", waiting.stream().map(Program::name).toList())
						+ " did not become ready within " + LIMIT.toSeconds() + " s: its lines above may say why.");
			}
			if (endsWithin(INTERVAL)) {
				awaitEnd();
			}
		}
		this.log.say("ready in " + seconds());
	}

	/**
	 * Waits until one of the programs ends.
	 * @throws UpException when one has ended by itself
	 */
	void awaitEnd() {
		while (!endsWithin(LIMIT)) {
			// Until one of them does.
		}
		if (this.children.isStopping()) {
			return;
		}
		Children.Child ended = this.running.stream()
			.filter((child) -> !child.process().isAlive())
			.findFirst()
			.orElseThrow();
		throw new UpException(
				ended.program().name() + " " + JvmSettings.ending(ended.program(), ended.process().exitValue())
						+ ", so the others were stopped; its lines above may say why.");
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

	private boolean isReady(Program program) {
		HttpRequest request = HttpRequest.newBuilder(program.ready()).timeout(Duration.ofSeconds(1)).build();
		try {
			if (this.client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() != 200) {
				return false;
			}
		}
		catch (IOException ex) {
			// It does not listen yet.
			return false;
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
		this.log.say(program.name() + " is ready at " + program.url() + " after " + seconds());
		return true;
	}

	private String seconds() {
		return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - this.begin) / 1e9);
	}

}
