package org.meshtrio.course.run;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * The bounds for a random share, such as the weight of a route. They are the exact
 * binomial quantiles that leave out less than 1 in 100,000, so a correct mesh fails less
 * than once in 100,000 runs.
 *
 * @param probability the probability that a request counts, above 0 and below 1
 * @param requests the number of requests
 */
record ShareBounds(double probability, int requests) {

	/** The probability of a count below the least, and of one above the greatest. */
	private static final double LEFT_OUT = 0.5e-5;

	int least() {
		return distribution().inverseCumulativeProbability(LEFT_OUT);
	}

	int most() {
		return distribution().inverseSurvivalProbability(LEFT_OUT);
	}

	private BinomialDistribution distribution() {
		return BinomialDistribution.of(this.requests, this.probability);
	}

}
