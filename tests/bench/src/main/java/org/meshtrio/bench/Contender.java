package org.meshtrio.bench;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * A chain that is measured.
 *
 * @param name its name in the tables
 * @param entry the URL of its first hop
 * @param headers lines that each request has
 * @param hops its processes, in order; none if something else started them
 */
public record Contender(String name, URI entry, List<String> headers, List<JavaProcess> hops) {

	/**
	 * Loads the chain.
	 * @param connections the number of concurrent requests
	 * @param seconds the length of the run
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
	 * @param wrk what the client measured
	 * @param cpuMicros processor time of all hops together per request, in microseconds
	 */
	public record Run(Wrk wrk, double cpuMicros) {

	}

}
