package org.meshtrio.check.run;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.meshtrio.check.capture.Capture;
import org.meshtrio.check.capture.CapturedRequest;
import org.meshtrio.check.cases.HeaderCases;
import org.meshtrio.check.probe.Ids;
import org.meshtrio.check.probe.Line;
import org.meshtrio.check.probe.Probe;
import org.meshtrio.check.probe.SentRequest;
import org.meshtrio.check.verdict.Observation;
import org.meshtrio.headers.PropagatedHeader;
import org.meshtrio.trace.http.BoundedHttp;
import org.meshtrio.trace.model.Headers;
import org.meshtrio.trace.wait.Deadline;

/**
 * Sends the requests of a probe, and collects the calls that the service makes then.
 */
final class Sender {

	private static final Duration INTERVAL = Duration.ofMillis(10);

	private final CheckRequest request;

	private final Capture capture;

	private final BoundedHttp http;

	/** The requests before, whose calls can come late. */
	private final List<SentRequest> earlier = new ArrayList<>();

	Sender(CheckRequest request, Capture capture) {
		this.request = request;
		this.capture = capture;
		this.http = new BoundedHttp(request.timeout());
	}

	/**
	 * Sends a probe.
	 * @param probe the probe
	 * @param calls the number of calls to wait for, for each request; the wait ends after
	 * {@link CheckRequest#late} in any case
	 * @return what came of each request
	 */
	List<Observation> send(Probe probe, int calls) {
		List<SentRequest> requests = Stream.generate(() -> request(probe)).limit(probe.times()).toList();
		this.capture.begin(probe.nextHop());
		List<Response> responses = (requests.size() == 1) ? List.of(response(requests.get(0))) : atOnce(requests);
		int answered = this.capture.count();
		// A service may try again what fails, and not as often as before.
		Deadline deadline = Deadline.after(this.request.late());
		while (this.capture.count() < calls * requests.size() && deadline.pause(INTERVAL)) {
			// The calls aren't there yet.
		}
		List<CapturedRequest> all = this.capture.requests();
		List<CapturedRequest> before = own(all.subList(0, answered));
		List<CapturedRequest> late = own(all.subList(answered, all.size()));
		this.earlier.addAll(requests);
		List<Observation> observations = new ArrayList<>();
		for (int i = 0; i < requests.size(); i++) {
			Response response = responses.get(i);
			observations.add(new Observation(requests.get(i), response.status(), response.failure(),
					(i == 0) ? before : List.of(), (i == 0) ? late : List.of()));
		}
		return observations;
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

	private SentRequest request(Probe probe) {
		Ids ids = Ids.random();
		List<Line> lines = new ArrayList<>(probe.lines(ids));
		String requestId = PropagatedHeader.X_REQUEST_ID.pattern();
		if (lines.stream().noneMatch((line) -> line.name().equals(requestId))) {
			lines.add(new Line(requestId, ids.requestId()));
		}
		if (probe == HeaderCases.NAMED) {
			this.request.expected().forEach((name) -> lines.add(new Line(name, ids.mark())));
		}
		Headers given = this.request.headers();
		lines.removeIf((line) -> given.contains(line.name()));
		given.forEach((name, value) -> lines.add(new Line(name, value)));
		return new SentRequest(probe, ids, lines);
	}

	private Response response(SentRequest sent) {
		HttpRequest.Builder builder = HttpRequest.newBuilder(this.request.target());
		sent.lines().forEach((line) -> builder.header(line.name(), line.value()));
		if (sent.probe().method().equals("POST")) {
			builder.POST(HttpRequest.BodyPublishers.ofString("{}")).header("content-type", "application/json");
		}
		try {
			return new Response(this.http.send(builder.build()).status(), null);
		}
		catch (IOException ex) {
			return new Response(null, ex.getMessage());
		}
	}

	private List<Response> atOnce(List<SentRequest> requests) {
		ExecutorService executor = Executors.newFixedThreadPool(requests.size());
		try {
			return requests.stream()
				.map((sent) -> CompletableFuture.supplyAsync(() -> response(sent), executor))
				.toList()
				.stream()
				.map(CompletableFuture::join)
				.toList();
		}
		finally {
			executor.shutdownNow();
		}
	}

	private record Response(@Nullable Integer status, @Nullable String failure) {

	}

}
