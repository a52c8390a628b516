package org.meshtrio.hop.fault;

import java.util.Optional;
import java.util.random.RandomGenerator;

/** The fault that a service has by its settings, in a share of its requests. */
public final class StandingFault {

	private final FaultProperties properties;

	private final RandomGenerator random;

	/**
	 * A standing fault.
	 * @param properties what goes wrong, and how often
	 * @param random decides for each request
	 */
	public StandingFault(FaultProperties properties, RandomGenerator random) {
		this.properties = properties;
		this.random = random;
	}

	/**
	 * Whether the next request meets it.
	 * @return the fault, or empty for a request that is spared
	 */
	public Optional<Fault> draw() {
		if (this.properties.delay() == null && this.properties.status() == null) {
			return Optional.empty();
		}
		// nextDouble() is below 1: a rate of 1 meets every request, of 0 none.
		return (this.random.nextDouble() < this.properties.rate())
				? Optional.of(new Fault(this.properties.delay(), this.properties.status())) : Optional.empty();
	}

}
