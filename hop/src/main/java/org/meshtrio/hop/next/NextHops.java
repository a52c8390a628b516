package org.meshtrio.hop.next;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

import org.meshtrio.answer.Call;
import org.meshtrio.hop.fault.Faults;

/**
 * The services that this one calls, one after the other or at once. All calls are made,
 * also where one before failed, and have one deadline together.
 */
public class NextHops {

	private final List<NextHopClient> clients;

	private final Duration timeout;

	private final Executor executor;

	private final LargeAnswers largeAnswers = new LargeAnswers();

	/**
	 * The services.
	 * @param clients one for each, in the order of the settings
	 * @param timeout how long all calls for a request may take together
	 * @param executor runs the calls; one that runs each in the calling thread makes them
	 * one after the other
	 */
	public NextHops(List<NextHopClient> clients, Duration timeout, Executor executor) {
		this.clients = List.copyOf(clients);
		this.timeout = timeout;
		this.executor = executor;
	}

	/**
	 * Whether there is none, at the end of the chain.
	 * @return whether there is nothing to call
	 */
	public boolean isEmpty() {
		return this.clients.isEmpty();
	}

	/**
	 * Calls them all.
	 * @param faults the faults that the request asked for, which travel along
	 * @param others further headers to send
	 * @return what came of it
	 */
	public Outcomes call(Faults faults, Map<String, List<String>> others) {
		long end = System.nanoTime() + this.timeout.toNanos();
		LargeAnswers.OfRequest answers = this.largeAnswers.ofRequest();
		List<CompletableFuture<NextHopClient.Outcome>> calls = new ArrayList<>();
		for (NextHopClient client : this.clients) {
			calls.add(CompletableFuture.supplyAsync(() -> client.call(faults, others, answers, end), this.executor));
		}
		return new Outcomes(calls.stream().map(NextHops::outcome).toList());
	}

	private static NextHopClient.Outcome outcome(CompletableFuture<NextHopClient.Outcome> call) {
		try {
			return call.join();
		}
		catch (CompletionException ex) {
			throw (ex.getCause() instanceof RuntimeException cause) ? cause : ex;
		}
	}

	/**
	 * How the calls for one request ended.
	 *
	 * @param all one for each service, in the order of the settings
	 */
	public record Outcomes(List<NextHopClient.Outcome> all) {

		/**
		 * The status that goes up: that of the first call, in the order of the settings,
		 * that failed, which is one with a status from 400 on; where none failed, that of
		 * the first.
		 * @return the status
		 */
		public int status() {
			return decisive().status();
		}

		/**
		 * What happened, for people.
		 * @return the reason of the call that decides the status where there was no
		 * usable answer, otherwise what was called
		 */
		public String message() {
			String error = decisive().call().error();
			return (error != null) ? error : "called " + String.join(", ", calls().stream().map(Call::url).toList());
		}

		/**
		 * The calls.
		 * @return them, in the order of the settings
		 */
		public List<Call> calls() {
			return this.all.stream().map(NextHopClient.Outcome::call).toList();
		}

		private NextHopClient.Outcome decisive() {
			return this.all.stream().filter((outcome) -> outcome.status() >= 400).findFirst().orElse(this.all.get(0));
		}

	}

}
