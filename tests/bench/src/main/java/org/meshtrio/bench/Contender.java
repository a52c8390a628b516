package org.meshtrio.bench;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * A chain that is measured.
 *
 * @param name what to call it
 * @param entry where a request enters it
 * @param headers lines that each request has
 * @param hops its processes, in order; none where something else started them
 */
public record Contender(String name, URI entry, List<String> headers, List<JavaProcess> hops) {

	/**
	 * Loads it.
	 * @param connections how many requests are under way at any time
	 * @param seconds for how long
	 * @return the result
	 */
	public Run load(int connections, int seconds) {
		Duration before = cpu();
		Wrk wrk = Wrk.load(this.entry, this.headers, connections, seconds);
		return new Run(wrk, cpu().minus(before).toNanos() / 1_000.0 / Math.max(1, wrk.requests()));
	}

	private Duration cpu() {
		return this.hops.stream().map(JavaProcess::cpu).reduce(Duration.ZERO, Duration::plus);
	}

	/**
	 * One run.
	 *
	 * @param wrk what the client saw
	 * @param cpuMicros processor time of all hops together for a request, in microseconds
	 */
	public record Run(Wrk wrk, double cpuMicros) {

	}

}
