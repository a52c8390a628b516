package org.meshtrio.course.run;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * A share that is left to chance, such as the weight of a route. A count fits it where it
 * lies within the exact binomial quantiles that leave out less than 1 in 100,000: so
 * often a correct mesh is called wrong.
 *
 * @param probability how likely each of the requests is to count
 * @param requests how many there were
 */
record Share(double probability, int requests) {

	/** On each side. */
	private static final double LEFT_OUT = 0.5e-5;

	/**
	 * The least count that fits.
	 * @return it
	 */
	int least() {
		return distribution().inverseCumulativeProbability(LEFT_OUT);
	}

	/**
	 * The greatest count that fits.
	 * @return it
	 */
	int most() {
		return distribution().inverseSurvivalProbability(LEFT_OUT);
	}

	private BinomialDistribution distribution() {
		return BinomialDistribution.of(this.requests, this.probability);
	}

}
