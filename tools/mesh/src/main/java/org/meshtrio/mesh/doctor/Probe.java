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

import org.jspecify.annotations.Nullable;
import org.meshtrio.answer.Hop;
import org.meshtrio.mesh.istio.ProxyFormat;
import org.meshtrio.mesh.tracing.MeshState;
import org.meshtrio.trace.diagnosis.Diagnosis;
import org.meshtrio.trace.diagnosis.Verdict;
import org.meshtrio.trace.model.Exchange;
import org.meshtrio.trace.model.Expectation;
import org.meshtrio.trace.model.Headers;
import org.meshtrio.trace.model.Hops;
import org.meshtrio.trace.model.Ids;
import org.meshtrio.trace.model.SamplingHeader;
import org.meshtrio.trace.model.Span;
import org.meshtrio.trace.model.SpanRole;
import org.meshtrio.trace.model.TraceHeader;
import org.meshtrio.trace.report.DiagnosisText;
import org.meshtrio.trace.report.HeaderText;
import org.meshtrio.trace.request.ChainClient;
import org.meshtrio.trace.request.NoAnswerException;
import org.meshtrio.trace.store.SpanWait;
import org.meshtrio.trace.store.TraceStore;
import org.meshtrio.trace.store.TraceStoreException;
import org.meshtrio.trace.text.Text;
import org.meshtrio.tracecontext.TraceHeaders;

/**
 * Requests with a known trace context, and what became of them. A chain of the trio tells
 * that in its answers; of any other service the trace store does.
 */
public final class Probe {

	/** Proxies report every five seconds. */
	private static final Duration QUIET = Duration.ofSeconds(7);

	/** A call in the background may coincide with one request, but not with each. */
	private static final int REPEATS = 3;

	private final ChainClient client;

	private final URI url;

	/** The headers of the caller whom it stands for, all of them. */
	private final Map<String, List<String>> callers;

	private final Map<String, List<String>> headers;

	private final boolean gateway;

	private final ConfigCheck config;

	private final HopCheck hops;

	/**
	 * Prepares the requests.
	 * @param client what sends them
	 * @param url where to
	 * @param headers the headers to send, by lower-case name; trace headers among them
	 * are left out
	 * @param gateway whether they go through the ingress gateway
	 * @param state the mesh
	 */
	public Probe(ChainClient client, URI url, Map<String, List<String>> headers, boolean gateway, MeshState state) {
		this.client = client;
		this.url = url;
		this.callers = headers;
		this.headers = new LinkedHashMap<>(headers);
		this.headers.keySet().removeAll(TraceHeaders.NAMES);
		this.gateway = gateway;
		this.config = new ConfigCheck(state);
		this.hops = new HopCheck(state, this.config.format());
	}

	/**
	 * Whether the caller itself says that its requests are not to be recorded, in a
	 * header that the proxies read.
	 * @return the finding, or none
	 */
	public List<Finding> unsampled() {
		SamplingHeader header = TraceHeader.unsampled(new Headers(read(this.callers)));
		return (header == null) ? List.of() : List.of(new Finding(Cause.SAMPLING,
				"the caller says that its requests are not to be recorded (" + HeaderText.decision(header)
						+ "), and the proxies obey it, whatever the mesh samples",
				"the caller",
				"let it send no decision, or the one to record (x-b3-sampled: 1, traceparent" + " with the flags 01)"));
	}

	private Map<String, List<String>> read(Map<String, List<String>> headers) {
		Map<String, List<String>> read = new LinkedHashMap<>(headers);
		if (this.config.format() == ProxyFormat.W3C) {
			read.keySet().removeIf((name) -> name.contains("b3"));
		}
		if (this.config.format() == ProxyFormat.B3) {
			read.remove("traceparent");
		}
		return read;
	}

	/**
	 * What the answers tell.
	 * @return what is wrong; of a service that is not of the trio, only whether it
	 * answers
	 * @throws NoAnswerException where no answer comes
	 */
	public CheckResult byAnswers() throws NoAnswerException {
		ProbeContext context = ProbeContext.fresh();
		Map<String, List<String>> sent = ProbeContext.headers(this.headers, context.traceparent(), context.xB3());
		ChainClient.Reply reply = this.client.send(this.url, new Headers(sent));
		if (reply.hop() == null) {
			return (reply.status() < 400) ? CheckResult.found(List.of()) : CheckResult.unknown(reply.description());
		}
		List<Finding> breaks = this.hops.breaks(reply.hop(), sent, context.traceId());
		ProbeContext stale = ProbeContext.fresh();
		Map<String, List<String>> twoContexts = twoContexts(ProbeContext.fresh(), stale);
		if (!breaks.isEmpty() || twoContexts == null) {
			return CheckResult.found(breaks);
		}
		Hop second = this.client.send(this.url, new Headers(twoContexts)).hop();
		return (second != null) ? CheckResult.found(this.hops.stale(second, stale))
				: CheckResult.unknown(this.url + " answered as the trio once, and then not");
	}

	/**
	 * The good context in the headers that the proxies renew, and a stale one in those
	 * that they leave alone.
	 */
	private @Nullable Map<String, List<String>> twoContexts(ProbeContext good, ProbeContext stale) {
		ProxyFormat format = this.config.format();
		if (format == ProxyFormat.W3C) {
			return ProbeContext.headers(this.headers, good.traceparent(), stale.xB3(), stale.b3());
		}
		return (format == ProxyFormat.B3) ? ProbeContext.headers(this.headers, good.xB3(), stale.traceparent()) : null;
	}

	/**
	 * What the spans tell, where the answers told nothing.
	 * @param store the trace store
	 * @param limit the longest wait for spans
	 * @return what is wrong
	 * @throws NoAnswerException where no answer comes
	 * @throws TraceStoreException where the store cannot be asked
	 */
	public CheckResult bySpans(TraceStore store, Duration limit) throws NoAnswerException, TraceStoreException {
		ProbeContext context = ProbeContext.fresh();
		Map<String, List<String>> sent = ProbeContext.headers(this.headers, context.traceparent(), context.xB3());
		Hop hop = this.client.send(this.url, new Headers(sent)).hop();
		return (hop != null) ? ofTrio(hop, sent, store, limit) : ofAnyService(context, store, limit);
	}

	private CheckResult ofTrio(Hop hop, Map<String, List<String>> sent, TraceStore store, Duration limit)
			throws TraceStoreException {
		Exchange exchange = new Exchange(new Headers(sent), hop);
		Expectation expectation = new Expectation(exchange, this.gateway);
		List<Span> spans = new SpanWait(store, limit).spans(Hops.traces(hop), expectation);
		if (spans.isEmpty()) {
			return CheckResult.found(List.of(noSpans(store)));
		}
		List<Finding> missing = this.hops.missing(hop, spans, this.gateway, store.name(), this.config.collectors());
		if (!missing.isEmpty()) {
			return CheckResult.found(missing);
		}
		Diagnosis diagnosis = Diagnosis.of(exchange, expectation, spans, store.name());
		return (diagnosis.verdict() == Verdict.JOINED) ? CheckResult.found(List.of())
				: CheckResult.unknown("all spans are there, and yet: " + DiagnosisText.sentence(diagnosis));
	}

	private CheckResult ofAnyService(ProbeContext first, TraceStore store, Duration limit)
			throws NoAnswerException, TraceStoreException {
		List<ProbeContext> contexts = new ArrayList<>(List.of(first));
		while (contexts.size() < REPEATS) {
			ProbeContext context = ProbeContext.fresh();
			this.client.send(this.url,
					new Headers(ProbeContext.headers(this.headers, context.traceparent(), context.xB3())));
			contexts.add(context);
		}
		ProbeContext stale = ProbeContext.fresh();
		Map<String, List<String>> twoContexts = twoContexts(ProbeContext.fresh(), stale);
		if (twoContexts != null) {
			this.client.send(this.url, new Headers(twoContexts));
		}
		Map<String, List<Span>> traces = settled(store, contexts.stream().map(ProbeContext::traceId).toList(), limit);
		if (traces.values().stream().allMatch(List::isEmpty)) {
			return CheckResult.found(List.of(noSpans(store)));
		}
		List<Span> elsewhere = store.trace(stale.traceId());
		if (!elsewhere.isEmpty()) {
			return CheckResult.found(List.of(wrongFormat(elsewhere)));
		}
		List<Finding> findings = notForwarded(store, traces);
		return CheckResult.found(findings.isEmpty() ? notReported(store, contexts, traces) : findings);
	}

	private Finding noSpans(TraceStore store) {
		return new Finding(Cause.NO_SPANS,
				store.name() + " has no span of a request that was to be recorded, although "
						+ this.config.collectors(),
				"the provider in ConfigMap istio-system/istio, or the store that is asked",
				"let the provider report to the store that you look at, or ask the other one with --store URL");
	}

	private Finding wrongFormat(List<Span> elsewhere) {
		ProxyFormat format = this.config.format();
		String good = (format != null) ? format.headers() : "";
		String other = (format == ProxyFormat.W3C) ? "b3 and x-b3-*" : "traceparent";
		// The first application that went on with it: the proxies and the others only
		// follow.
		String service = name(elsewhere.stream()
			.min(Comparator.comparing((Span span) -> SpanRole.of(span).proxy()).thenComparingLong(Span::timestamp))
			.orElseThrow());
		return new Finding(Cause.FORMAT,
				service + " goes by " + other + " although " + good + " arrived too, but the proxies renew only " + good
						+ ": with a caller that sends " + other + " too, its spans are in another trace than theirs",
				"the tracer of " + service, "let it read " + good + " first; in Spring Boot with Brave"
						+ " management.tracing.propagation.consume=" + ((format != null) ? format.consume() : ""));
	}

	private List<Finding> notForwarded(TraceStore store, Map<String, List<Span>> traces) throws TraceStoreException {
		Map<String, Set<String>> called = new LinkedHashMap<>();
		Set<String> candidates = null;
		for (List<Span> spans : traces.values()) {
			SpanGaps check = new SpanGaps(spans);
			Set<String> split = new LinkedHashSet<>();
			for (Span end : check.ends()) {
				List<Span> recent = store.recent(end.service(), end.timestamp() - 1_000_000,
						end.timestamp() + end.duration() + 1_000_000);
				Set<String> elsewhere = check.calledElsewhere(end, recent);
				if (!elsewhere.isEmpty()) {
					String service = Text.safe(end.service());
					split.add(service);
					called.computeIfAbsent(service, (key) -> new LinkedHashSet<>()).addAll(elsewhere);
				}
			}
			if (candidates == null) {
				candidates = split;
			}
			candidates.retainAll(split);
		}
		List<Finding> findings = new ArrayList<>();
		for (String service : (candidates != null) ? candidates : Set.<String>of()) {
			ProxyFormat format = this.config.format();
			findings.add(new Finding(Cause.FORWARDING,
					"the trace breaks between " + service + " and "
							+ Text.list(List.copyOf(called.getOrDefault(service, Set.of()))) + ": " + service
							+ " received a trace, and what it calls meanwhile is in a new one",
					"the application of " + service,
					"copy " + ((format != null) ? format.headers() : "the trace headers")
							+ " and x-request-id of each request onto those that it leads to, or make spans with a"
							+ " tracer that reads and writes them (docs/propagation.md)"));
		}
		return findings;
	}

	private List<Finding> notReported(TraceStore store, List<ProbeContext> contexts, Map<String, List<Span>> traces) {
		Set<String> services = new LinkedHashSet<>();
		for (ProbeContext context : contexts) {
			services.addAll(new SpanGaps(traces.getOrDefault(context.traceId(), List.of()))
				.unreported(Ids.span(context.spanId())));
		}
		return services.stream()
			.map(Text::safe)
			.map((service) -> new Finding(Cause.REPORTING,
					service + " makes spans and sends their ids on, but " + store.name() + " does not have them",
					"the application of " + service,
					"let its tracer report to this store too; in Spring Boot"
							+ " management.tracing.export.zipkin.endpoint, or that of OTLP; or let it copy the"
							+ " headers and make no spans"))
			.toList();
	}

	private static String name(Span span) {
		return Text.safe(span.service());
	}

	/** Nobody says which spans are to come: waits until no more do. */
	private static Map<String, List<Span>> settled(TraceStore store, Collection<String> traceIds, Duration limit)
			throws TraceStoreException {
		long end = System.nanoTime() + limit.toNanos();
		long changed = System.nanoTime();
		int before = 0;
		while (true) {
			Map<String, List<Span>> traces = new LinkedHashMap<>();
			int count = 0;
			for (String traceId : traceIds) {
				List<Span> spans = store.trace(traceId);
				traces.put(traceId, spans);
				count += spans.size();
			}
			long now = System.nanoTime();
			if (count != before) {
				before = count;
				changed = now;
			}
			if (now >= end || (count > 0 && now - changed >= QUIET.toNanos())) {
				return traces;
			}
			try {
				Thread.sleep(500);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return traces;
			}
		}
	}

}
