package org.meshtrio.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One run of wrk, read from its output.
 *
 * @param requests the number of answers
 * @param perSecond requests per second
 * @param p50 the median latency in milliseconds
 * @param p99 the latency that one request in a hundred exceeds, in milliseconds
 * @param errors answers other than 2xx and 3xx, connections refused or broken, timeouts
 */
public record Wrk(long requests, double perSecond, double p50, double p99, long errors) {

	private static final Pattern SOCKET_ERRORS = Pattern
		.compile("Socket errors: connect (\\d+), read (\\d+), write (\\d+), timeout (\\d+)");

	/**
	 * Loads a URL.
	 * @param url the URL
	 * @param headers lines that each request has
	 * @param connections the number of concurrent requests
	 * @param seconds the length of the run
	 * @return the result
	 */
	static Wrk load(URI url, List<String> headers, int connections, int seconds) {
		// One thread is enough to load two cores, and takes the least from them.
		// A hop gives up after 10 s; until then, an answer is late, and isn't an error.
		List<String> command = new ArrayList<>(
				List.of("wrk", "-t1", "-c" + connections, "-d" + seconds + "s", "--timeout", "10s", "--latency"));
		headers.forEach((header) -> command.addAll(List.of("-H", header)));
		command.add(url.toString());
		try {
			Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			if (process.waitFor() != 0) {
				throw new IllegalStateException("wrk failed: " + output.strip());
			}
			return read(output);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("wrk can't be started", ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException("interrupted", ex);
		}
	}

	static Wrk read(String output) {
		long errors = 0;
		Matcher socket = SOCKET_ERRORS.matcher(output);
		if (socket.find()) {
			for (int group = 1; group <= socket.groupCount(); group++) {
				errors += Long.parseLong(socket.group(group));
			}
		}
		Matcher status = Pattern.compile("Non-2xx or 3xx responses: (\\d+)").matcher(output);
		if (status.find()) {
			errors += Long.parseLong(status.group(1));
		}
		return new Wrk(Long.parseLong(find("(\\d+) requests in ", output)),
				Double.parseDouble(find("Requests/sec:\\s+([0-9.]+)", output)),
				millis(find("\\s50%\\s+(\\S+)", output)), millis(find("\\s99%\\s+(\\S+)", output)), errors);
	}

	private static String find(String pattern, String output) {
		Matcher matcher = Pattern.compile(pattern).matcher(output);
		if (!matcher.find()) {
			throw new IllegalStateException("wrk's output has an unknown form: " + output);
		}
		return matcher.group(1);
	}

	private static double millis(String latency) {
		Matcher matcher = Pattern.compile("([0-9.]+)(us|ms|s|m)").matcher(latency);
		if (!matcher.matches()) {
			throw new IllegalStateException("wrk printed an unknown latency: " + latency);
		}
		double value = Double.parseDouble(matcher.group(1));
		return switch (matcher.group(2)) {
			case "us" -> value / 1_000;
			case "ms" -> value;
			case "s" -> value * 1_000;
			default -> value * 60_000;
		};
	}

}
