package org.meshtrio.hop.chain;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

import org.meshtrio.answer.Call;
import org.meshtrio.answer.Hop;
import org.meshtrio.answer.Received;
import org.meshtrio.hop.fault.Fault;
import org.meshtrio.hop.fault.Faults;
import org.meshtrio.hop.fault.StandingFault;
import org.meshtrio.hop.next.ChainPath;
import org.meshtrio.hop.next.NextHopClient;
import org.meshtrio.hop.next.NextHops;
import org.meshtrio.hop.server.TooManyWaitsException;
import org.meshtrio.hop.server.Waits;
import org.meshtrio.propagation.CurrentTrace;
import org.meshtrio.propagation.TraceIds;

/**
 * Handles a request at one hop: waits, applies faults, calls the next hop if there is
 * one, and reports what happened.
 */
public class HopHandler {

	private final String service;

	/** The name of this service in a {@link ChainPath}. */
	private final String name;

	private final HopProperties properties;

	private final GreetingFile greeting;

	private final NextHops next;

	private final StandingFault standingFault;

	private final CurrentTrace trace;

	private final Waits waits;

	/**
	 * Creates it.
	 * @param service the service's name
	 * @param properties its settings
	 * @param greeting its message at the end of the chain
	 * @param next the services that it calls, none at the end
	 * @param standingFault the fault that its settings ask for
	 * @param trace the trace of the current request
	 * @param waits limits the delays
	 */
	public HopHandler(String service, HopProperties properties, GreetingFile greeting, NextHops next,
			StandingFault standingFault, CurrentTrace trace, Waits waits) {
		this.service = service;
		this.name = ChainPath.name(service, properties.version(), properties.namespace());
		this.properties = properties;
		this.greeting = greeting;
		this.next = next;
		this.standingFault = standingFault;
		this.trace = trace;
		this.waits = waits;
	}

	/**
	 * Answers a request.
	 * @param received the request as it arrived
	 * @param faults the faults that it asks for, for this hop or others
	 * @return this hop and all hops after it
	 */
	Hop answer(Received received, Faults faults) {
		long start = System.nanoTime();
		ChainPath path = ChainPath.of(received.headers());
		String problem = path.problemAt(this.name);
		if (problem != null) {
			return hop(received, start, 508, problem, List.of());
		}
		Optional<Fault> fault = faults.of(this.service).or(this.standingFault::draw);
		try {
			this.waits.pause(randomDelay());
			fault.map(Fault::delay).ifPresent(this.waits::pause);
		}
		catch (TooManyWaitsException ex) {
			return hop(received, start, 503, String.valueOf(ex.getMessage()), List.of());
		}
		Integer status = fault.map(Fault::status).orElse(null);
		if (status != null) {
			return hop(received, start, status, "fault: status %d, as requested".formatted(status), List.of());
		}
		if (this.next.isEmpty()) {
			return hop(received, start, 200, this.greeting.text(), List.of());
		}
		Map<String, List<String>> others = new LinkedHashMap<>(ForwardSwitch.sent(received.headers()));
		others.putAll(path.sentBy(this.name));
		NextHops.Outcomes outcomes = this.next.call(faults, others);
		return hop(received, start, outcomes.status(), outcomes.message(), outcomes.calls());
	}

	private Hop hop(Received received, long start, int status, String message, List<Call> calls) {
		Optional<TraceIds> ids = this.trace.ids();
		return new Hop(this.service, this.properties.version(), this.properties.pod(), this.properties.namespace(),
				status, message, received, ids.map(TraceIds::traceId).orElse(null),
				ids.map(TraceIds::spanId).orElse(null), ids.map(TraceIds::sampled).orElse(null),
				NextHopClient.millisSince(start), calls);
	}

	private Duration randomDelay() {
		long min = this.properties.delay().min().toNanos();
		long max = this.properties.delay().max().toNanos();
		return Duration.ofNanos((min == max) ? min : ThreadLocalRandom.current().nextLong(min, max + 1));
	}

}
