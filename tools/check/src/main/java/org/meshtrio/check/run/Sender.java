package org.meshtrio.check.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import org.meshtrio.check.capture.Capture;
import org.meshtrio.check.capture.CapturedRequest;
import org.meshtrio.check.probe.Ids;
import org.meshtrio.check.probe.Probe;
import org.meshtrio.check.probe.SentRequest;
import org.meshtrio.check.verdict.Observation;
import org.meshtrio.trace.wait.Deadline;

/**
 * Sends the requests of a probe, and collects the calls that the service makes then.
 */
final class Sender {

	/** More than a service makes, so that the wait for late calls is a whole one. */
	static final int ALL_CALLS = 1000;

	private static final Duration INTERVAL = Duration.ofMillis(10);

	private final CheckRequest request;

	private final Capture capture;

	private final Client client;

	/** The requests before, whose calls can come late. */
	private final List<SentRequest> earlier = new ArrayList<>();

	Sender(CheckRequest request, Capture capture) {
		this.request = request;
		this.capture = capture;
		this.client = new Client(request);
	}

	/**
	 * Sends a probe.
	 * @param probe the probe
	 * @param calls the number of calls to wait for, for each request; the wait ends if
	 * none came for {@link CheckRequest#late}
	 * @return what came of each request
	 */
	List<Observation> send(Probe probe, int calls) {
		List<SentRequest> requests = Stream.generate(() -> this.client.request(probe)).limit(probe.times()).toList();
		this.capture.begin(probe.nextHop());
		List<Client.Response> responses = (requests.size() == 1) ? List.of(this.client.response(requests.get(0)))
				: atOnce(requests);
		int answered = this.capture.count();
		await(calls * requests.size());
		List<CapturedRequest> all = this.capture.requests();
		List<CapturedRequest> before = own(all.subList(0, answered));
		List<CapturedRequest> late = own(all.subList(answered, all.size()));
		this.earlier.addAll(requests);
		List<Observation> observations = new ArrayList<>();
		for (int i = 0; i < requests.size(); i++) {
			Client.Response response = responses.get(i);
			observations.add(new Observation(requests.get(i), response.status(), response.failure(),
					(i == 0) ? before : List.of(), (i == 0) ? late : List.of()));
		}
		return observations;
	}

	/**
	 * Late calls of many requests can wait in a queue of the service, so each call begins
	 * the wait again. A service that never stops must not prevent its end.
	 */
	private void await(int calls) {
		Deadline end = Deadline.after(this.request.timeout());
		Deadline quiet = Deadline.after(this.request.late());
		int before = this.capture.count();
		while (before < calls && !end.left().isZero() && quiet.pause(INTERVAL)) {
			int now = this.capture.count();
			if (now > before) {
				before = now;
				quiet = Deadline.after(this.request.late());
			}
		}
	}

	/** Leaves out calls that name the ids of an earlier request. */
	private List<CapturedRequest> own(List<CapturedRequest> calls) {
		return calls.stream()
			.filter((call) -> this.earlier.stream().noneMatch((sent) -> names(call, sent.ids())))
			.toList();
	}

	private static boolean names(CapturedRequest call, Ids ids) {
		return call.headers()
			.byName()
			.values()
			.stream()
			.flatMap(List::stream)
			.anyMatch((value) -> value.contains(ids.traceId()) || value.contains(ids.requestId()));
	}

	private List<Client.Response> atOnce(List<SentRequest> requests) {
		ExecutorService executor = Executors.newFixedThreadPool(requests.size());
		try {
			return requests.stream()
				.map((sent) -> CompletableFuture.supplyAsync(() -> this.client.response(sent), executor))
				.toList()
				.stream()
				.map(CompletableFuture::join)
				.toList();
		}
		finally {
			executor.shutdownNow();
		}
	}

}
