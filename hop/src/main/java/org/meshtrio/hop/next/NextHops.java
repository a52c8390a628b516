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
 * Calls the next services, one after the other or at the same time. A failed call doesn't
 * stop the others. All calls for a request share one deadline.
 */
public class NextHops {

	private final List<NextHopClient> clients;

	private final Duration timeout;

	private final Executor executor;

	private final LargeAnswers largeAnswers = new LargeAnswers();

	/**
	 * Creates it.
	 * @param clients one for each service, in the order of the settings
	 * @param timeout the longest time for all calls for a request
	 * @param executor runs the calls; if it uses the calling thread, they run one after
	 * the other
	 */
	public NextHops(List<NextHopClient> clients, Duration timeout, Executor executor) {
		this.clients = List.copyOf(clients);
		this.timeout = timeout;
		this.executor = executor;
	}

	/**
	 * Whether this is the end of the chain.
	 * @return whether there is no service to call
	 */
	public boolean isEmpty() {
		return this.clients.isEmpty();
	}

	/**
	 * Calls all next services.
	 * @param faults the faults that the request asked for, which are forwarded
	 * @param others more headers to send
	 * @return the outcomes
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
		 * The status for the caller. It is the status of the first call, in the order of
		 * the settings, that is 400 or higher. If no call failed, it is the status of the
		 * first call.
		 * @return the status
		 */
		public int status() {
			return decisive().status();
		}

		/**
		 * The message of the hop.
		 * @return the error of the call that decides the status, or if it has none, the
		 * URLs that were called
		 */
		public String message() {
			String error = decisive().call().error();
			return (error != null) ? error : "called " + String.join(", ", calls().stream().map(Call::url).toList());
		}

		/**
		 * The calls.
		 * @return the calls, in the order of the settings
		 */
		public List<Call> calls() {
			return this.all.stream().map(NextHopClient.Outcome::call).toList();
		}

		private NextHopClient.Outcome decisive() {
			return this.all.stream().filter((outcome) -> outcome.status() >= 400).findFirst().orElse(this.all.get(0));
		}

	}

}
