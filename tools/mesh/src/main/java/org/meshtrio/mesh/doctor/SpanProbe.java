package org.meshtrio.mesh.doctor;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.meshtrio.mesh.doctor.finding.Finding;
import org.meshtrio.mesh.doctor.finding.Format.StaleContextUsed;
import org.meshtrio.mesh.doctor.finding.Forwarding.CallsInNewTrace;
import org.meshtrio.mesh.doctor.finding.NoSpans.NoneInStore;
import org.meshtrio.mesh.doctor.finding.Reporting.ParentsMissing;
import org.meshtrio.mesh.istio.ProxyFormat;
import org.meshtrio.mesh.tracing.MeshState;
import org.meshtrio.trace.model.Headers;
import org.meshtrio.trace.model.Ids;
import org.meshtrio.trace.model.Span;
import org.meshtrio.trace.model.SpanRole;
import org.meshtrio.trace.request.ChainClient;
import org.meshtrio.trace.request.NoAnswerException;
import org.meshtrio.trace.store.TraceStore;
import org.meshtrio.trace.store.TraceStoreException;
import org.meshtrio.trace.wait.Deadline;

/**
 * Requests to a service that isn't of the trio, and what the trace store has of them.
 */
final class SpanProbe {

	private static final Duration INTERVAL = Duration.ofMillis(500);

	/** Proxies report every five seconds. */
	private static final Duration QUIET = Duration.ofSeconds(7);

	/** A call in the background may coincide with one request, but not with each. */
	private static final int REPEATS = 3;

	private final ChainClient client;

	private final URI url;

	private final Headers headers;

	private final MeshState state;

	private final TraceStore store;

	SpanProbe(ChainClient client, URI url, Headers headers, MeshState state, TraceStore store) {
		this.client = client;
		this.url = url;
		this.headers = headers;
		this.state = state;
		this.store = store;
	}

	/**
	 * Sends the rest of the requests and looks at the spans of all.
	 * @param first the context of the request that was sent already
	 * @param limit the longest wait for spans
	 * @return what is wrong
	 * @throws NoAnswerException if no answer comes
	 * @throws TraceStoreException if the store can't be asked
	 */
	CheckResult check(ProbeContext first, Duration limit) throws NoAnswerException, TraceStoreException {
		List<ProbeContext> contexts = new ArrayList<>(List.of(first));
		while (contexts.size() < REPEATS) {
			ProbeContext context = ProbeContext.fresh();
			this.client.send(this.url, this.headers.with(context.all()));
			contexts.add(context);
		}
		ProxyFormat format = this.state.format();
		ProbeContext stale = ProbeContext.fresh();
		Headers twoContexts = ProbeContext.staleBesideFresh(ProbeContext.fresh(), stale, format);
		if (twoContexts != null) {
			this.client.send(this.url, this.headers.with(twoContexts));
		}
		Map<String, List<Span>> traces = settled(contexts.stream().map(ProbeContext::traceId).toList(), limit);
		if (traces.values().stream().allMatch(List::isEmpty)) {
			return CheckResult.found(List.of(new NoneInStore(this.store.name(), this.state.providersInUse(), false)));
		}
		List<Span> elsewhere = this.store.trace(stale.traceId());
		if (format != null && !elsewhere.isEmpty()) {
			return CheckResult.found(List.of(new StaleContextUsed(firstService(elsewhere), format)));
		}
		List<Finding> findings = notForwarded(traces.values());
		return CheckResult.found(findings.isEmpty() ? notReported(contexts, traces) : findings);
	}

	/** The first application of a trace: the proxies and the others only follow. */
	private static String firstService(List<Span> spans) {
		return spans.stream()
			.min(Comparator.comparing((Span span) -> SpanRole.of(span).proxy()).thenComparingLong(Span::timestamp))
			.orElseThrow()
			.service();
	}

	/** The services that made calls in other traces during every one of the requests. */
	private List<Finding> notForwarded(Collection<List<Span>> traces) throws TraceStoreException {
		Map<String, Set<String>> called = new LinkedHashMap<>();
		Set<String> candidates = null;
		for (List<Span> spans : traces) {
			Map<String, Set<String>> split = split(spans);
			split.forEach(
					(service, names) -> called.computeIfAbsent(service, (key) -> new LinkedHashSet<>()).addAll(names));
			if (candidates == null) {
				candidates = new LinkedHashSet<>(split.keySet());
			}
			candidates.retainAll(split.keySet());
		}
		return ((candidates != null) ? candidates : Set.<String>of()).stream()
			.<Finding>map((service) -> new CallsInNewTrace(service, List.copyOf(called.getOrDefault(service, Set.of())),
					this.state.format()))
			.toList();
	}

	private Map<String, Set<String>> split(List<Span> spans) throws TraceStoreException {
		SpanGaps gaps = new SpanGaps(spans);
		Map<String, Set<String>> split = new LinkedHashMap<>();
		for (Span end : gaps.ends()) {
			List<Span> recent = this.store.recent(end.service(), end.timestamp() - 1_000_000,
					end.timestamp() + end.duration() + 1_000_000);
			Set<String> elsewhere = gaps.calledElsewhere(end, recent);
			if (!elsewhere.isEmpty()) {
				split.computeIfAbsent(end.service(), (key) -> new LinkedHashSet<>()).addAll(elsewhere);
			}
		}
		return split;
	}

	private List<Finding> notReported(List<ProbeContext> contexts, Map<String, List<Span>> traces) {
		Set<String> services = new LinkedHashSet<>();
		for (ProbeContext context : contexts) {
			services.addAll(new SpanGaps(traces.getOrDefault(context.traceId(), List.of()))
				.unreported(Ids.span(context.spanId())));
		}
		return services.stream().<Finding>map((service) -> new ParentsMissing(service, this.store.name())).toList();
	}

	/** Which spans will come isn't known, so this waits until no more do. */
	private Map<String, List<Span>> settled(Collection<String> traceIds, Duration limit) throws TraceStoreException {
		Deadline deadline = Deadline.after(limit);
		Map<String, List<Span>> traces;
		Deadline quiet = null;
		int before = 0;
		do {
			traces = traces(traceIds);
			int count = traces.values().stream().mapToInt(List::size).sum();
			if (count != before) {
				before = count;
				quiet = Deadline.after(QUIET);
			}
		}
		while ((quiet == null || !quiet.left().isZero()) && deadline.pause(INTERVAL));
		return traces;
	}

	private Map<String, List<Span>> traces(Collection<String> traceIds) throws TraceStoreException {
		Map<String, List<Span>> traces = new LinkedHashMap<>();
		for (String traceId : traceIds) {
			traces.put(traceId, this.store.trace(traceId));
		}
		return traces;
	}

}
