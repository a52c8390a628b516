package org.meshtrio.check.probe;

import java.util.List;
import java.util.function.Function;

import org.meshtrio.check.capture.NextHop;

/**
 * A kind of request that a check sends. Two rules that need the same kind share one
 * request.
 */
public final class Probe {

	private final String name;

	private final String method;

	private final NextHop nextHop;

	private final int times;

	private final Function<Ids, List<Line>> lines;

	private Probe(String name, String method, NextHop nextHop, int times, Function<Ids, List<Line>> lines) {
		this.name = name;
		this.method = method;
		this.nextHop = nextHop;
		this.times = times;
		this.lines = lines;
	}

	/**
	 * A GET, to which the next service answers.
	 * @param name what is special about it
	 * @param lines its header lines
	 * @return the probe
	 */
	public static Probe get(String name, Function<Ids, List<Line>> lines) {
		return new Probe(name, "GET", NextHop.ANSWERS, 1, lines);
	}

	/**
	 * The same as a POST with a body.
	 * @param name what is special about it
	 * @return the probe
	 */
	public Probe post(String name) {
		return new Probe(name, "POST", this.nextHop, 1, this.lines);
	}

	/**
	 * The same with another next hop.
	 * @param name what is special about it
	 * @param nextHop how it behaves
	 * @return the probe
	 */
	public Probe to(String name, NextHop nextHop) {
		return new Probe(name, this.method, nextHop, 1, this.lines);
	}

	/**
	 * Many of the same at the same time.
	 * @param name what is special about them
	 * @param times how many
	 * @return the probe
	 */
	public Probe times(String name, int times) {
		return new Probe(name, this.method, this.nextHop, times, this.lines);
	}

	/**
	 * What is special about the request.
	 * @return a clause
	 */
	public String name() {
		return this.name;
	}

	public String method() {
		return this.method;
	}

	public NextHop nextHop() {
		return this.nextHop;
	}

	/**
	 * How many requests are sent at the same time.
	 * @return 1, or many
	 */
	public int times() {
		return this.times;
	}

	/**
	 * A request of this kind.
	 * @param ids its ids
	 * @return its header lines
	 */
	public List<Line> lines(Ids ids) {
		return this.lines.apply(ids);
	}

	@Override
	public String toString() {
		return this.name;
	}

}
