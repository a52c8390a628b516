package org.meshtrio.mesh.doctor;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.meshtrio.mesh.cluster.ClusterException;
import org.meshtrio.mesh.doctor.finding.Finding;
import org.meshtrio.mesh.doctor.finding.Format.StaleContextUsed;
import org.meshtrio.mesh.doctor.finding.Forwarding.CallsInNewTrace;
import org.meshtrio.mesh.doctor.finding.NoSpans.NoneInStore;
import org.meshtrio.mesh.doctor.finding.Reporting.ParentsMissing;
import org.meshtrio.mesh.doctor.unseen.Unseen;
import org.meshtrio.mesh.istio.ProxyFormat;
import org.meshtrio.mesh.tracing.MeshState;
import org.meshtrio.trace.check.SpanSurvey;
import org.meshtrio.trace.diagnosis.RequestFailure;
import org.meshtrio.trace.diagnosis.SpanEvidence;
import org.meshtrio.trace.diagnosis.SpanFailure;
import org.meshtrio.trace.model.Dataplane;
import org.meshtrio.trace.model.Headers;
import org.meshtrio.trace.model.ProbeContext;
import org.meshtrio.trace.model.Span;
import org.meshtrio.trace.model.SpanRole;
import org.meshtrio.trace.request.ChainClient;
import org.meshtrio.trace.request.NoAnswerException;
import org.meshtrio.trace.store.TraceStore;
import org.meshtrio.trace.store.TraceStoreException;

/**
 * Requests to a service that isn't of the trio, and what the trace store has of them.
 */
final class SpanProbe {

	private final ChainClient client;

	private final URI url;

	private final Headers headers;

	private final MeshState state;

	private final Unseen unseen;

	private final TraceStore store;

	SpanProbe(ChainClient client, URI url, Headers headers, MeshState state, Unseen unseen, TraceStore store) {
		this.client = client;
		this.url = url;
		this.headers = headers;
		this.state = state;
		this.unseen = unseen;
		this.store = store;
	}

	/**
	 * Sends the requests and looks at the spans of all.
	 * @param limit the longest wait for spans
	 * @return what is wrong
	 * @throws ClusterException if the mesh can't be read
	 * @throws NoAnswerException if no answer comes
	 * @throws TraceStoreException if the store can't be asked
	 */
	CheckResult check(Duration limit) throws ClusterException, NoAnswerException, TraceStoreException {
		SpanSurvey survey = SpanSurvey.send(this.client, this.url, this.headers);
		TwoContexts twoContexts = TwoContexts.of(this.state.format());
		if (twoContexts != null) {
			this.client.send(this.url, this.headers.with(twoContexts.headers()));
		}
		SpanEvidence evidence = survey.read(this.store, limit);
		RequestFailure failure = SpanFailure.of(evidence.spans());
		return judge(evidence, (twoContexts != null) ? twoContexts.stale() : null, survey.status()).with(failure);
	}

	private CheckResult judge(SpanEvidence evidence, @Nullable ProbeContext stale, int status)
			throws ClusterException, TraceStoreException {
		if (evidence.spans().isEmpty()) {
			return CheckResult.found(List.of(new NoneInStore(this.store.name(), this.state.providersInUse(), false)));
		}
		if (RequestFailure.isError(status) && evidence.unseen().isEmpty() && evidence.isOnlyGateway()) {
			return CheckResult.unknown("the gateway itself answered " + status + " to GET " + this.url
					+ ", and no service got the request: give a URL that it has a route for");
		}
		Dataplane dataplane = this.state.ambient().dataplane();
		if (!dataplane.ambient().isEmpty() && evidence.isOnlyGateway()) {
			return CheckResult
				.unknown("the services are in ambient mode, and only the gateway left spans: ztunnel makes"
						+ " none, so without a waypoint, or applications that make spans, nothing shows whether they forward"
						+ " headers");
		}
		List<Finding> findings = new ArrayList<>(
				this.unseen.search(evidence.unseen(), evidence.spans(), this.store.name()));
		List<Span> elsewhere = (stale != null) ? this.store.trace(stale.traceId()) : List.of();
		ProxyFormat format = this.state.format();
		if (format != null && !elsewhere.isEmpty()) {
			findings.add(new StaleContextUsed(firstService(elsewhere), format));
		}
		else {
			findings.addAll(broken(evidence));
		}
		return CheckResult.found(findings);
	}

	/** The first application of a trace: the proxies and the others only follow. */
	private static String firstService(List<Span> spans) {
		return spans.stream()
			.min(Comparator.comparing((Span span) -> SpanRole.of(span).proxy()).thenComparingLong(Span::timestamp))
			.orElseThrow()
			.service();
	}

	private List<Finding> broken(SpanEvidence evidence) {
		if (!evidence.splits().isEmpty()) {
			return evidence.splits()
				.stream()
				.<Finding>map((split) -> new CallsInNewTrace(split.service(), split.called(), this.state.format()))
				.toList();
		}
		return evidence.unreported()
			.stream()
			.<Finding>map((service) -> new ParentsMissing(service, this.store.name()))
			.toList();
	}

}
