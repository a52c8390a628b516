package org.meshtrio.hop.fault;

import java.util.Optional;
import java.util.random.RandomGenerator;

/** The fault that a service's settings ask for, in a share of its requests. */
public final class StandingFault {

	private final FaultProperties properties;

	private final RandomGenerator random;

	/**
	 * Creates it.
	 * @param properties the fault and its rate
	 * @param random decides for each request
	 */
	public StandingFault(FaultProperties properties, RandomGenerator random) {
		this.properties = properties;
		this.random = random;
	}

	/**
	 * Decides whether the next request gets the fault.
	 * @return the fault, or empty if it doesn't
	 */
	public Optional<Fault> draw() {
		if (this.properties.delay() == null && this.properties.status() == null) {
			return Optional.empty();
		}
		// nextDouble() is below 1, so a rate of 1 means every request, and 0 none.
		return (this.random.nextDouble() < this.properties.rate())
				? Optional.of(new Fault(this.properties.delay(), this.properties.status())) : Optional.empty();
	}

}
