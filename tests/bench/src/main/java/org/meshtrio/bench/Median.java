package org.meshtrio.bench;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Medians of an odd or even number of figures.
 */
public final class Median {

	private Median() {
	}

	/**
	 * The median of a figure of each run.
	 * @param runs the runs, at least one
	 * @param figure takes the figure of a run
	 * @return the median
	 */
	public static <T> double of(List<T> runs, ToDoubleFunction<T> figure) {
		return of(runs.stream().mapToDouble(figure).toArray());
	}

	/**
	 * The median of figures.
	 * @param values the figures, at least one
	 * @return the median
	 */
	public static double of(double... values) {
		double[] sorted = Arrays.stream(values).sorted().toArray();
		int middle = sorted.length / 2;
		return (sorted.length % 2 == 1) ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
	}

}
