package org.meshtrio.bench.rounds;

import java.io.PrintWriter;
import java.util.List;

import org.meshtrio.bench.Contender;
import org.meshtrio.bench.rate.Latencies;

/**
 * Loads the contenders in turn, in rounds.
 */
final class Rounds {

	private final LoadOptions load;

	private final PrintWriter progress;

	Rounds(LoadOptions load, PrintWriter progress) {
		this.load = load;
		this.progress = progress;
	}

	List<Measured> measure(List<Contender> contenders) {
		contenders.forEach((contender) -> contender.load(this.load.mostConnections(), this.load.warmUp()));
		List<Measured> all = contenders.stream().map(Measured::new).toList();
		for (int round = 0; round < this.load.rounds(); round++) {
			for (int connections : this.load.connections()) {
				for (Measured measured : all) {
					run(round, connections, measured);
				}
			}
			for (int percent : this.load.rates()) {
				for (Measured measured : all) {
					runAt(round, percent, measured);
				}
			}
		}
		return all;
	}

	private void run(int round, int connections, Measured measured) {
		Contender.Run run = measured.contender().load(connections, this.load.seconds());
		measured.add(connections, run);
		progress(round, "%d connections, %s: %.0f requests/s, %.0f us CPU", connections, measured.contender().name(),
				run.wrk().perSecond(), run.cpuMicros());
	}

	private void runAt(int round, int percent, Measured measured) {
		double perSecond = measured.capacity(round) * percent / 100;
		Latencies latencies = measured.contender().loadAt(perSecond, this.load.mostConnections(), this.load.seconds());
		measured.add(percent, latencies);
		progress(round, "%d %%, %s: %.0f requests/s, p50 %.2f ms, p99 %.1f ms", percent, measured.contender().name(),
				perSecond, latencies.p50(), latencies.p99());
	}

	private void progress(int round, String format, Object... values) {
		this.progress.printf("round %d of %d, %s%n", round + 1, this.load.rounds(), format.formatted(values));
		this.progress.flush();
	}

}
