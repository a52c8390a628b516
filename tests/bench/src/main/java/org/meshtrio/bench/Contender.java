package org.meshtrio.bench;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import org.meshtrio.bench.rate.FixedRate;
import org.meshtrio.bench.rate.Latencies;

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

	/**
	 * Loads the chain at a fixed rate.
	 * @param perSecond requests per second
	 * @param connections how many requests can wait for their answer at a time
	 * @param seconds the length of the run
	 * @return the latencies
	 */
	public Latencies loadAt(double perSecond, int connections, int seconds) {
		return FixedRate.load(this.entry, this.headers, perSecond, Duration.ofSeconds(seconds), connections);
	}

	/**
	 * The memory that its processes hold.
	 * @return megabytes (2^20 bytes), hop by hop; a dash if the system doesn't say
	 */
	public String resident() {
		String resident = this.hops.stream()
			.map(JavaProcess::residentMegabytes)
			.filter(Objects::nonNull)
			.map(String::valueOf)
			.collect(Collectors.joining(", "));
		return resident.isEmpty() ? "–" : resident;
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
