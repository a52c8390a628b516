package org.meshtrio.bench.rounds;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Medians of an odd or even number of figures.
 */
final class Median {

	private Median() {
	}

	static <T> double of(List<T> runs, ToDoubleFunction<T> figure) {
		return of(runs.stream().mapToDouble(figure).toArray());
	}

	static double of(double... values) {
		double[] sorted = Arrays.stream(values).sorted().toArray();
		int middle = sorted.length / 2;
		return (sorted.length % 2 == 1) ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
	}

}
