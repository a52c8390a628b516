package org.meshtrio.mesh.doctor;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.meshtrio.answer.Hop;
import org.meshtrio.mesh.admin.ProxyCounters;
import org.meshtrio.mesh.cluster.Cluster;
import org.meshtrio.mesh.cluster.ClusterException;
import org.meshtrio.mesh.doctor.config.CollectorReports;
import org.meshtrio.mesh.doctor.finding.CollectorFault.ReportsLost;
import org.meshtrio.mesh.doctor.finding.Finding;
import org.meshtrio.mesh.doctor.finding.NoSpans.NoneInStore;
import org.meshtrio.mesh.doctor.finding.Sampling.RefusedByCaller;
import org.meshtrio.mesh.doctor.unseen.Unseen;
import org.meshtrio.mesh.istio.ProxyFormat;
import org.meshtrio.mesh.tracing.MeshState;
import org.meshtrio.trace.check.CheckedTrace;
import org.meshtrio.trace.check.TraceCheck;
import org.meshtrio.trace.diagnosis.RequestFailure;
import org.meshtrio.trace.diagnosis.UnseenHop;
import org.meshtrio.trace.diagnosis.Verdict;
import org.meshtrio.trace.model.Exchange;
import org.meshtrio.trace.model.Headers;
import org.meshtrio.trace.model.ProbeContext;
import org.meshtrio.trace.model.SamplingHeader;
import org.meshtrio.trace.model.Span;
import org.meshtrio.trace.model.SpanRole;
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

	private final Cluster cluster;

	private final HopCheck hops;

	private final ProbeContext context = ProbeContext.fresh();

	/**
	 * Prepares the requests.
	 * @param client the client that sends them
	 * @param url where to
	 * @param headers the headers to send; trace headers among them are left out
	 * @param gateway whether they go through the ingress gateway
	 * @param state the mesh
	 * @param cluster the cluster, for what the spans call for
	 */
	Probe(ChainClient client, URI url, Headers headers, boolean gateway, MeshState state, Cluster cluster) {
		this.client = client;
		this.url = url;
		this.callers = headers;
		this.headers = headers.without(TraceHeaders.NAMES);
		this.gateway = gateway;
		this.state = state;
		this.cluster = cluster;
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
				.without(TraceHeaders.NAMES.stream().filter((name) -> !TraceHeaders.W3C_NAMES.contains(name)).toList());
		}
		return (format == ProxyFormat.B3) ? this.callers.without(TraceHeaders.W3C_NAMES) : this.callers;
	}

	/**
	 * Sends a request.
	 * @return its answer, whatever the status
	 * @throws NoAnswerException if no answer comes
	 */
	ChainClient.Reply send() throws NoAnswerException {
		return this.client.send(this.url, this.headers.with(this.context.all()));
	}

	/**
	 * What an answer of the trio shows.
	 * @param hop the answer to {@link #send()}
	 * @return what is wrong
	 * @throws NoAnswerException if no answer comes
	 */
	CheckResult byAnswers(Hop hop) throws NoAnswerException {
		RequestFailure failure = RequestFailure.of(hop);
		List<Finding> breaks = this.hops.breaks(new Exchange(this.headers.with(this.context.all()), hop));
		TwoContexts twoContexts = TwoContexts.of(this.state.format());
		if (!breaks.isEmpty() || twoContexts == null) {
			return CheckResult.found(breaks).with(failure);
		}
		Hop second = this.client.send(this.url, this.headers.with(twoContexts.headers())).hop();
		return ((second != null) ? CheckResult.found(this.hops.stale(second, twoContexts.stale()))
				: CheckResult.unknown(this.url + " answered as the trio once, and then not"))
			.with(failure);
	}

	/**
	 * What the spans show, if the answers showed nothing wrong.
	 * @param store the trace store
	 * @param limit the longest wait for spans
	 * @return what is wrong
	 * @throws ClusterException if the mesh can't be read
	 * @throws NoAnswerException if no answer comes
	 * @throws TraceStoreException if the store can't be asked
	 */
	CheckResult bySpans(TraceStore store, Duration limit)
			throws ClusterException, NoAnswerException, TraceStoreException {
		Headers sent = this.headers.with(ProbeContext.fresh().all());
		Hop hop = this.client.send(this.url, sent).hop();
		Unseen unseen = new Unseen(this.cluster, this.state);
		CheckResult result = (hop != null) ? ofTrio(new Exchange(sent, hop), unseen, store, limit)
				: new SpanProbe(this.client, this.url, this.headers, this.state, unseen, store).check(limit);
		return result.findings().stream().anyMatch(NoneInStore.class::isInstance) ? withLost(result) : result;
	}

	private CheckResult ofTrio(Exchange exchange, Unseen unseen, TraceStore store, Duration limit)
			throws ClusterException, TraceStoreException {
		CheckedTrace checked = new TraceCheck(this.gateway ? this.state.ambient().dataplane() : null, limit)
			.check(exchange, store);
		List<Span> spans = checked.spans();
		if (spans.isEmpty()) {
			return CheckResult.found(List.of(new NoneInStore(store.name(), this.state.providersInUse(), false)));
		}
		Set<UnseenHop> hops = this.hops.unseen(exchange.answer(), spans, this.gateway);
		List<Finding> findings = new ArrayList<>(
				(hops.isEmpty() || spans.stream().anyMatch((span) -> SpanRole.of(span).proxy()))
						? unseen.reasons(hops, store.name())
						: List.of(new NoneInStore(store.name(), this.state.providersInUse(), true)));
		findings.addAll(this.hops.unreported(exchange.answer(), spans, store.name()));
		if (!findings.isEmpty() || checked.diagnosis().verdict() == Verdict.JOINED) {
			return CheckResult.found(findings);
		}
		return CheckResult.unknown("all spans are there, but: " + DiagnosisText.sentence(checked.diagnosis()));
	}

	/** If the proxies count lost reports, these are the cause. */
	private CheckResult withLost(CheckResult result) throws ClusterException, NoAnswerException {
		CollectorReports reports = new CollectorReports(this.state, ProxyCounters.in(this.cluster));
		this.client.send(this.url, this.headers.with(ProbeContext.fresh().all()));
		ReportsLost lost = reports.lost();
		return (lost == null) ? result : CheckResult.found(
				result.findings().stream().map((finding) -> (finding instanceof NoneInStore) ? lost : finding).toList())
			.with(result.failure());
	}

}
