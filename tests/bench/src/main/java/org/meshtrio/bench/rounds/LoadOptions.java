package org.meshtrio.bench.rounds;

import java.util.List;

import picocli.CommandLine.Option;

/**
 * The options that say how the contenders are loaded.
 */
final class LoadOptions {

	@Option(names = "--rounds", defaultValue = "5", description = "Number of rounds (default: ${DEFAULT-VALUE}).")
	private int rounds;

	@Option(names = "--seconds", defaultValue = "10", description = "Length of a run (default: ${DEFAULT-VALUE}).")
	private int seconds;

	@Option(names = "--warm-up", defaultValue = "20",
			description = "How many seconds each chain is loaded before the first run (default: ${DEFAULT-VALUE}).")
	private int warmUp;

	@Option(names = "--connections", split = ",", defaultValue = "1,8,64",
			description = "Concurrent requests (default: ${DEFAULT-VALUE}).")
	private List<Integer> connections = List.of();

	@Option(names = "--rates", split = ",", defaultValue = "20,50,80", paramLabel = "PERCENT",
			description = "Fixed rates, in percent of the most requests a second that the chain answered in the same"
					+ " round, at which latencies are measured; 0 for none (default: ${DEFAULT-VALUE}).")
	private List<Integer> rates = List.of();

	int rounds() {
		return this.rounds;
	}

	int seconds() {
		return this.seconds;
	}

	int warmUp() {
		return this.warmUp;
	}

	List<Integer> connections() {
		return this.connections;
	}

	int mostConnections() {
		return this.connections.stream().max(Integer::compare).orElseThrow();
	}

	List<Integer> rates() {
		return this.rates.stream().filter((percent) -> percent > 0).toList();
	}

}
