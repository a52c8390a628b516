package org.meshtrio.bench.rounds;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.meshtrio.bench.Contender;
import org.meshtrio.bench.rate.Latencies;

/**
 * The runs of a contender. Each list has the rounds in order.
 *
 * @param contender the contender
 * @param runs the runs that sent as fast as the answers came, by their number of
 * connections
 * @param paced the runs at a fixed rate, by their percentage of the capacity
 */
record Measured(Contender contender, Map<Integer, List<Contender.Run>> runs, Map<Integer, List<Latencies>> paced) {

	Measured(Contender contender) {
		this(contender, new LinkedHashMap<>(), new LinkedHashMap<>());
	}

	void add(int connections, Contender.Run run) {
		this.runs.computeIfAbsent(connections, (key) -> new ArrayList<>()).add(run);
	}

	void add(int percent, Latencies latencies) {
		this.paced.computeIfAbsent(percent, (key) -> new ArrayList<>()).add(latencies);
	}

	/**
	 * The capacity in a round.
	 * @param round its number, from 0
	 * @return the most requests per second, of all numbers of connections
	 */
	double capacity(int round) {
		return this.runs.values().stream().mapToDouble((own) -> own.get(round).wrk().perSecond()).max().orElseThrow();
	}

}
