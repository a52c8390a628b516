package org.meshtrio.bench.rounds;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.meshtrio.bench.Contender;
import org.meshtrio.bench.Contenders;
import org.meshtrio.bench.Median;
import org.meshtrio.bench.rate.Latencies;

/**
 * Prints what was measured as Markdown tables.
 */
final class Tables {

	private final PrintWriter out;

	private final LoadOptions load;

	Tables(PrintWriter out, LoadOptions load) {
		this.out = out;
		this.load = load;
	}

	void print(List<Measured> all) {
		this.load.connections().forEach((connections) -> throughput(all, connections));
		if (!this.load.rates().isEmpty()) {
			latencies(all);
		}
		memory(all);
		this.out.flush();
	}

	private void throughput(List<Measured> all, int connections) {
		Measured first = all.get(0);
		Measured floor = all.stream()
			.filter((measured) -> measured.contender().name().equals(Contenders.FLOOR))
			.findFirst()
			.orElse(null);
		this.out.printf("%n%d connection%s, medians of %d runs of %d s; ratios are medians of each round's%n%n",
				connections, (connections == 1) ? "" : "s", this.load.rounds(), this.load.seconds());
		this.out.printf("| chain | to '%s' | to floor | requests/s | p50 ms | p99 ms | errors | CPU µs a request |%n",
				first.contender().name());
		this.out.println("|---|---|---|---|---|---|---|---|");
		for (Measured measured : all) {
			List<Contender.Run> runs = runs(measured, connections);
			this.out.printf("| %s | %s | %s | %.0f | %.2f | %.1f | %d | %s |%n", measured.contender().name(),
					ratio(runs, first, connections), ratio(runs, floor, connections),
					Median.of(runs, (run) -> run.wrk().perSecond()), Median.of(runs, (run) -> run.wrk().p50()),
					Median.of(runs, (run) -> run.wrk().p99()),
					runs.stream().mapToLong((run) -> run.wrk().errors()).sum(), measured.contender().hops().isEmpty()
							? "–" : "%.0f".formatted(Median.of(runs, Contender.Run::cpuMicros)));
		}
	}

	private static List<Contender.Run> runs(Measured measured, int connections) {
		return measured.runs().getOrDefault(connections, List.of());
	}

	/**
	 * The median of the ratios of each round, because both runs of a round saw the
	 * machine in the same state.
	 */
	private static String ratio(List<Contender.Run> runs, @Nullable Measured to, int connections) {
		if (to == null) {
			return "–";
		}
		List<Contender.Run> others = runs(to, connections);
		return "%.2f".formatted(Median.of(IntStream.range(0, runs.size())
			.mapToDouble((round) -> runs.get(round).wrk().perSecond() / others.get(round).wrk().perSecond())
			.toArray()));
	}

	private void latencies(List<Measured> all) {
		this.out.printf("%nLatency at fixed rates, in percent of the capacity, medians of %d runs of %d s%n%n",
				this.load.rounds(), this.load.seconds());
		this.out.println("| chain | capacity | % of it | p50 ms | p99 ms | errors |");
		this.out.println("|---|---|---|---|---|---|");
		for (Measured measured : all) {
			double capacity = Median
				.of(IntStream.range(0, this.load.rounds()).mapToDouble(measured::capacity).toArray());
			measured.paced()
				.forEach((percent, runs) -> this.out.printf("| %s | %.0f | %d | %.2f | %.1f | %d |%n",
						measured.contender().name(), capacity, percent, Median.of(runs, Latencies::p50),
						Median.of(runs, Latencies::p99), runs.stream().mapToLong(Latencies::errors).sum()));
		}
	}

	private void memory(List<Measured> all) {
		this.out.printf("%nResident memory after the load, MB, hop by hop:%n%n| chain | resident |%n|---|---|%n");
		for (Measured measured : all) {
			this.out.printf("| %s | %s |%n", measured.contender().name(), measured.contender().resident());
		}
	}

}
