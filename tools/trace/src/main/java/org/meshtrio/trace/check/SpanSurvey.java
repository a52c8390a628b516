package org.meshtrio.trace.check;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.meshtrio.trace.diagnosis.SpanEvidence;
import org.meshtrio.trace.diagnosis.SpanGaps;
import org.meshtrio.trace.diagnosis.SpanSplit;
import org.meshtrio.trace.diagnosis.UnseenHop;
import org.meshtrio.trace.model.Headers;
import org.meshtrio.trace.model.Ids;
import org.meshtrio.trace.model.ProbeContext;
import org.meshtrio.trace.model.Span;
import org.meshtrio.trace.request.ChainClient;
import org.meshtrio.trace.request.NoAnswerException;
import org.meshtrio.trace.store.TraceStore;
import org.meshtrio.trace.store.TraceStoreException;
import org.meshtrio.trace.wait.Deadline;

/**
 * Requests to a service of a mesh that isn't of the trio, and what the trace store has of
 * them.
 */
public final class SpanSurvey {

	private static final Duration INTERVAL = Duration.ofMillis(500);

	/** Proxies report every five seconds. */
	private static final Duration QUIET = Duration.ofSeconds(7);

	/** A call in the background may coincide with one request, but not with each. */
	private static final int REPEATS = 3;

	private final List<ProbeContext> contexts;

	private final int status;

	private SpanSurvey(List<ProbeContext> contexts, int status) {
		this.contexts = List.copyOf(contexts);
		this.status = status;
	}

	/**
	 * Sends the requests.
	 * @param client the client
	 * @param url where to
	 * @param headers their headers, without trace context
	 * @return the survey, whose spans can be read
	 * @throws NoAnswerException if no answer comes
	 */
	public static SpanSurvey send(ChainClient client, URI url, Headers headers) throws NoAnswerException {
		List<ProbeContext> contexts = new ArrayList<>();
		int status = 0;
		while (contexts.size() < REPEATS) {
			ProbeContext context = ProbeContext.fresh();
			status = client.send(url, headers.with(context.all())).status();
			contexts.add(context);
		}
		return new SpanSurvey(contexts, status);
	}

	/**
	 * The trace of the first request.
	 * @return its id
	 */
	public String traceId() {
		return Ids.trace(this.contexts.get(0).traceId());
	}

	/**
	 * The status of the last answer.
	 * @return the HTTP status
	 */
	public int status() {
		return this.status;
	}

	/**
	 * Waits until no more spans come, and judges them.
	 * @param store the trace store
	 * @param limit the longest wait for spans
	 * @return what they show
	 * @throws TraceStoreException if the store can't be asked
	 */
	public SpanEvidence read(TraceStore store, Duration limit) throws TraceStoreException {
		List<List<Span>> traces = settled(store, limit);
		return new SpanEvidence(traces.get(0), splits(store, traces), unreported(traces), unseen(traces));
	}

	/** Which spans will come isn't known. */
	private List<List<Span>> settled(TraceStore store, Duration limit) throws TraceStoreException {
		Deadline deadline = Deadline.after(limit);
		List<List<Span>> traces;
		Deadline quiet = null;
		int before = 0;
		do {
			traces = new ArrayList<>();
			for (ProbeContext context : this.contexts) {
				traces.add(store.trace(context.traceId()));
			}
			int count = traces.stream().mapToInt(List::size).sum();
			if (count != before) {
				before = count;
				quiet = Deadline.after(QUIET);
			}
		}
		while ((quiet == null || !quiet.left().isZero()) && deadline.pause(INTERVAL));
		return traces;
	}

	private static List<SpanSplit> splits(TraceStore store, List<List<Span>> traces) throws TraceStoreException {
		Map<String, Set<String>> called = new LinkedHashMap<>();
		List<Set<String>> each = new ArrayList<>();
		for (List<Span> spans : traces) {
			Map<String, Set<String>> split = splits(store, new SpanGaps(spans));
			split.forEach(
					(service, names) -> called.computeIfAbsent(service, (key) -> new LinkedHashSet<>()).addAll(names));
			each.add(split.keySet());
		}
		return inAll(each).stream()
			.map((service) -> new SpanSplit(service, List.copyOf(called.getOrDefault(service, Set.of()))))
			.toList();
	}

	/**
	 * The services that made their calls in other traces.
	 * @param store the trace store
	 * @param gaps a trace
	 * @return the services that each of them called, by its name
	 * @throws TraceStoreException if the store can't be asked
	 */
	public static Map<String, Set<String>> splits(TraceStore store, SpanGaps gaps) throws TraceStoreException {
		Map<String, Set<String>> split = new LinkedHashMap<>();
		for (Span end : gaps.ends()) {
			List<Span> recent = store.recent(end.service(), end.timestamp() - 1_000_000,
					end.timestamp() + end.duration() + 1_000_000);
			Set<String> elsewhere = gaps.calledElsewhere(end, recent);
			if (!elsewhere.isEmpty()) {
				split.computeIfAbsent(end.service(), (key) -> new LinkedHashSet<>()).addAll(elsewhere);
			}
		}
		return split;
	}

	/** These don't coincide with anything else, so one request is enough. */
	private List<String> unreported(List<List<Span>> traces) {
		Set<String> services = new LinkedHashSet<>();
		for (int i = 0; i < traces.size(); i++) {
			services.addAll(new SpanGaps(traces.get(i)).unreported(Ids.span(this.contexts.get(i).spanId())));
		}
		return List.copyOf(services);
	}

	private static List<UnseenHop> unseen(List<List<Span>> traces) {
		List<Set<UnseenHop>> each = new ArrayList<>();
		// A trace without a single span is another matter.
		traces.stream()
			.filter((spans) -> !spans.isEmpty())
			.forEach((spans) -> each.add(new LinkedHashSet<>(new SpanGaps(spans).unseen())));
		return List.copyOf(inAll(each));
	}

	private static <T> Set<T> inAll(List<Set<T>> each) {
		Set<T> all = each.isEmpty() ? Set.of() : new LinkedHashSet<>(each.get(0));
		each.forEach((one) -> all.removeIf((item) -> !one.contains(item)));
		return all;
	}

}
