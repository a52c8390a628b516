package org.meshtrio.hop.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.meshtrio.answer.TrioHeaders;
import org.meshtrio.hop.http.BadHeaderException;

/**
 * The faults that a request asks for in {@value #HEADER}, each addressed to a hop by the
 * service's name:
 *
 * <pre>
 * trio-fault: service2=503
 * trio-fault: service1=delay 2s, service2=503
 * trio-fault: service2=503;attempt&lt;3
 * </pre>
 *
 * The last one applies only to the first and second attempt, as Envoy counts them in
 * {@code x-envoy-attempt-count}. Without a proxy, each request is a first attempt. A hop
 * ignores faults for other services, and every hop forwards the header.
 */
public final class Faults {

	/** The header. Each service forwards it. */
	public static final String HEADER = TrioHeaders.FAULT;

	private static final String FORM = "takes service=STATUS (200 to 599) or service=delay TIME (ms or s, at most 10s), "
			+ "each with ;attempt<N after it if needed, separated by commas; "
			+ "for example service1=delay 2s, service2=503;attempt<3";

	private static final Duration MAX_DELAY = Duration.ofSeconds(10);

	private static final Pattern ONE = Pattern.compile("\\s*(?<service>[A-Za-z0-9._-]{1,63})\\s*=\\s*"
			+ "(?:(?<status>[2-5][0-9]{2})|delay\\s+(?<amount>[0-9]{1,5})(?<unit>ms|s))"
			+ "(?:\\s*;\\s*attempt\\s*<\\s*(?<attempt>[0-9]{1,3}))?\\s*");

	private static final Pattern COUNT = Pattern.compile("[0-9]{1,3}");

	private final List<Addressed> all;

	private final List<String> lines;

	private final int attempt;

	private Faults(List<Addressed> all, List<String> lines, int attempt) {
		this.all = all;
		this.lines = lines;
		this.attempt = attempt;
	}

	/**
	 * Reads the header.
	 * @param lines its values, an empty list if the request doesn't have the header
	 * @param attemptCount the value of {@code x-envoy-attempt-count}, or {@code null}
	 * @return the faults
	 * @throws BadHeaderException if a line is malformed
	 */
	public static Faults parse(List<String> lines, @Nullable String attemptCount) {
		List<Addressed> all = new ArrayList<>();
		for (String line : lines) {
			for (String one : line.split(",", -1)) {
				all.add(parse(one));
			}
		}
		boolean counted = attemptCount != null && COUNT.matcher(attemptCount).matches();
		return new Faults(all, lines, counted ? Integer.parseInt(attemptCount) : 1);
	}

	private static Addressed parse(String one) {
		Matcher matcher = ONE.matcher(one);
		if (!matcher.matches()) {
			throw new BadHeaderException(HEADER, FORM);
		}
		String attempt = matcher.group("attempt");
		int before = (attempt != null) ? Integer.parseInt(attempt) : Integer.MAX_VALUE;
		if (matcher.group("status") != null) {
			return new Addressed(matcher.group("service"), before, null, Integer.valueOf(matcher.group("status")));
		}
		long amount = Long.parseLong(matcher.group("amount"));
		Duration delay = matcher.group("unit").equals("s") ? Duration.ofSeconds(amount) : Duration.ofMillis(amount);
		if (delay.compareTo(MAX_DELAY) > 0) {
			throw new BadHeaderException(HEADER, FORM);
		}
		return new Addressed(matcher.group("service"), before, delay, null);
	}

	/**
	 * The fault of a service in this attempt.
	 * @param service the service's name
	 * @return the fault, or empty if there is none for that service
	 */
	public Optional<Fault> of(String service) {
		Duration delay = null;
		Integer status = null;
		for (Addressed fault : this.all) {
			if (fault.service.equals(service) && this.attempt < fault.beforeAttempt) {
				delay = (fault.delay != null) ? fault.delay : delay;
				status = (fault.status != null) ? fault.status : status;
			}
		}
		return (delay == null && status == null) ? Optional.empty() : Optional.of(new Fault(delay, status));
	}

	/**
	 * The unchanged header, for the next hop.
	 * @return its lines
	 */
	public List<String> lines() {
		return this.lines;
	}

	private record Addressed(String service, int beforeAttempt, @Nullable Duration delay, @Nullable Integer status) {

	}

}
