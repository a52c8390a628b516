package org.meshtrio.bench.rate;

import java.util.Arrays;

/**
 * The latencies of one run at a fixed rate, in milliseconds, each from the time at which
 * its request was due.
 *
 * @param p50 the median
 * @param p99 the latency that one request in a hundred exceeds
 * @param errors requests that got no answer 200 in time, or weren't sent, because all
 * connections were busy until the end
 */
public record Latencies(double p50, double p99, long errors) {

	static Latencies of(long[] nanos, long errors) {
		long[] sorted = Arrays.stream(nanos).sorted().toArray();
		return new Latencies(percentile(sorted, 50), percentile(sorted, 99), errors);
	}

	private static double percentile(long[] sorted, int percent) {
		int rank = (int) Math.ceil(sorted.length * percent / 100.0);
		return sorted[Math.max(rank, 1) - 1] / 1_000_000.0;
	}

}
