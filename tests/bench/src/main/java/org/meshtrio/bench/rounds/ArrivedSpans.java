package org.meshtrio.bench.rounds;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

import org.meshtrio.bench.Contender;
import org.meshtrio.bench.Contenders;

/**
 * Counts the spans that arrive at the sink. A reporter drops spans rather than delay
 * requests.
 */
final class ArrivedSpans {

	private static final int SPANS_A_REQUEST = 5;

	private final HttpClient client = HttpClient.newHttpClient();

	void print(PrintWriter out, Contender contender, int connections, int seconds)
			throws IOException, InterruptedException {
		this.client.send(HttpRequest.newBuilder(Contenders.sink()).PUT(HttpRequest.BodyPublishers.noBody()).build(),
				HttpResponse.BodyHandlers.discarding());
		// Spans of the runs before may still be queued.
		long queued = settled();
		long expected = SPANS_A_REQUEST * contender.load(connections, seconds).wrk().requests();
		long arrived = settled() - queued;
		out.printf("%nSpans of '%s' at %d connections: %d made, %d arrived (%.1f %%)%n", contender.name(), connections,
				expected, arrived, 100.0 * arrived / expected);
		out.flush();
	}

	/** Waits until the number of spans no longer grows. */
	private long settled() throws IOException, InterruptedException {
		long count = -1;
		long before;
		do {
			before = count;
			// Longer than the second for which the reporter waits to fill a message.
			Thread.sleep(Duration.ofSeconds(3).toMillis());
			count = Long.parseLong(this.client
				.send(HttpRequest.newBuilder(Contenders.sink()).build(), HttpResponse.BodyHandlers.ofString())
				.body());
		}
		while (count != before);
		return count;
	}

}
