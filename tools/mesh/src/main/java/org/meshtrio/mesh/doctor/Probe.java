package org.meshtrio.mesh.doctor;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import org.meshtrio.answer.Hop;
import org.meshtrio.mesh.doctor.finding.Finding;
import org.meshtrio.mesh.doctor.finding.NoSpans.NoneInStore;
import org.meshtrio.mesh.doctor.finding.Sampling.RefusedByCaller;
import org.meshtrio.mesh.istio.ProxyFormat;
import org.meshtrio.mesh.tracing.MeshState;
import org.meshtrio.trace.check.CheckedTrace;
import org.meshtrio.trace.check.TraceCheck;
import org.meshtrio.trace.diagnosis.Verdict;
import org.meshtrio.trace.model.Exchange;
import org.meshtrio.trace.model.Headers;
import org.meshtrio.trace.model.SamplingHeader;
import org.meshtrio.trace.model.TraceHeader;
import org.meshtrio.trace.report.DiagnosisText;
import org.meshtrio.trace.request.ChainClient;
import org.meshtrio.trace.request.NoAnswerException;
import org.meshtrio.trace.store.TraceStore;
import org.meshtrio.trace.store.TraceStoreException;
import org.meshtrio.tracecontext.TraceHeaders;

/**
 * Requests with a known trace context, and what happened to it. A chain of the trio says
 * so in its answers; for any other service {@link SpanProbe} looks at the spans.
 */
final class Probe {

	private final ChainClient client;

	private final URI url;

	/** All headers of the caller that it stands for. */
	private final Headers callers;

	/** The same without trace headers. */
	private final Headers headers;

	private final boolean gateway;

	private final MeshState state;

	private final HopCheck hops;

	/**
	 * Prepares the requests.
	 * @param client the client that sends them
	 * @param url where to
	 * @param headers the headers to send; trace headers among them are left out
	 * @param gateway whether they go through the ingress gateway
	 * @param state the mesh
	 */
	Probe(ChainClient client, URI url, Headers headers, boolean gateway, MeshState state) {
		this.client = client;
		this.url = url;
		this.callers = headers;
		this.headers = headers.without(TraceHeaders.NAMES);
		this.gateway = gateway;
		this.state = state;
		this.hops = new HopCheck(state);
	}

	/**
	 * Whether the caller itself asks not to record its requests, in a header that the
	 * proxies read.
	 * @return the finding, or none
	 */
	List<Finding> unsampled() {
		SamplingHeader header = TraceHeader.unsampled(readByProxies());
		return (header == null) ? List.of() : List.of(new RefusedByCaller(header));
	}

	private Headers readByProxies() {
		ProxyFormat format = this.state.format();
		if (format == ProxyFormat.W3C) {
			return this.callers
				.without(this.callers.byName().keySet().stream().filter((name) -> name.contains("b3")).toList());
		}
		return (format == ProxyFormat.B3) ? this.callers.without(List.of("traceparent")) : this.callers;
	}

	/**
	 * What the answers show.
	 * @return what is wrong; for a service that isn't of the trio, only whether it
	 * answers
	 * @throws NoAnswerException if no answer comes
	 */
	CheckResult byAnswers() throws NoAnswerException {
		ProbeContext context = ProbeContext.fresh();
		Headers sent = this.headers.with(context.all());
		ChainClient.Reply reply = this.client.send(this.url, sent);
		if (reply.hop() == null) {
			return (reply.status() < 400) ? CheckResult.found(List.of()) : CheckResult.unknown(reply.description());
		}
		List<Finding> breaks = this.hops.breaks(new Exchange(sent, reply.hop()));
		ProbeContext stale = ProbeContext.fresh();
		Headers twoContexts = ProbeContext.staleBesideFresh(ProbeContext.fresh(), stale, this.state.format());
		if (!breaks.isEmpty() || twoContexts == null) {
			return CheckResult.found(breaks);
		}
		Hop second = this.client.send(this.url, this.headers.with(twoContexts)).hop();
		return (second != null) ? CheckResult.found(this.hops.stale(second, stale))
				: CheckResult.unknown(this.url + " answered as the trio once, and then not");
	}

	/**
	 * What the spans show, if the answers showed nothing wrong.
	 * @param store the trace store
	 * @param limit the longest wait for spans
	 * @return what is wrong
	 * @throws NoAnswerException if no answer comes
	 * @throws TraceStoreException if the store can't be asked
	 */
	CheckResult bySpans(TraceStore store, Duration limit) throws NoAnswerException, TraceStoreException {
		ProbeContext context = ProbeContext.fresh();
		Headers sent = this.headers.with(context.all());
		Hop hop = this.client.send(this.url, sent).hop();
		return (hop != null) ? ofTrio(new Exchange(sent, hop), store, limit)
				: new SpanProbe(this.client, this.url, this.headers, this.state, store).check(context, limit);
	}

	private CheckResult ofTrio(Exchange exchange, TraceStore store, Duration limit) throws TraceStoreException {
		CheckedTrace checked = new TraceCheck(this.gateway, limit).check(exchange, store);
		if (checked.spans().isEmpty()) {
			return CheckResult.found(List.of(new NoneInStore(store.name(), this.state.providersInUse(), false)));
		}
		List<Finding> missing = this.hops.missing(exchange.answer(), checked.spans(), this.gateway, store.name());
		if (!missing.isEmpty() || checked.diagnosis().verdict() == Verdict.JOINED) {
			return CheckResult.found(missing);
		}
		return CheckResult.unknown("all spans are there, but: " + DiagnosisText.sentence(checked.diagnosis()));
	}

}
