package org.meshtrio.mesh.doctor;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.meshtrio.answer.Call;
import org.meshtrio.answer.Hop;
import org.meshtrio.answer.Received;
import org.meshtrio.mesh.doctor.finding.Cause;
import org.meshtrio.mesh.doctor.finding.Finding;
import org.meshtrio.mesh.doctor.finding.Format.NotRead;
import org.meshtrio.mesh.doctor.finding.Format.NotReadByProxies;
import org.meshtrio.mesh.doctor.finding.Format.StaleContextFirst;
import org.meshtrio.mesh.doctor.finding.Forwarding.NotForwarded;
import org.meshtrio.mesh.doctor.finding.Instance;
import org.meshtrio.mesh.doctor.finding.Reporting.HopNotReporting;
import org.meshtrio.mesh.istio.MeshConfig;
import org.meshtrio.mesh.istio.Provider;
import org.meshtrio.mesh.istio.ProxyFormat;
import org.meshtrio.mesh.object.ObjectReader;
import org.meshtrio.mesh.object.Pod;
import org.meshtrio.mesh.tracing.CollectorWay;
import org.meshtrio.mesh.tracing.MeshState;
import org.meshtrio.trace.diagnosis.UnseenHop;
import org.meshtrio.trace.model.Exchange;
import org.meshtrio.trace.model.Headers;
import org.meshtrio.trace.model.ProbeContext;
import org.meshtrio.trace.model.Span;
import org.meshtrio.trace.report.BreakText;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

class HopCheckTest {

	private static final ProbeContext PROBE = new ProbeContext("a".repeat(32), "1".repeat(16));

	private static final ProbeContext OTHER = new ProbeContext("b".repeat(32), "2".repeat(16));

	private static final Instance SERVICE0 = new Instance("service0", "service0-pod", "trio");

	private static final Instance SERVICE1 = new Instance("service1", "service1-pod", "trio");

	private static final Provider OTEL = new Provider("otel", new Provider.Settings("here", 4317, null, null, null),
			null, null, null);

	private final HopCheck check = new HopCheck(state(""));

	@Test
	void whatIsForwardedHasNoBreak() {
		assertThat(
				breaks(this.check,
						hop("service0", PROBE, PROBE.traceparent(),
								call(PROBE.traceparent(), hop("service1", PROBE, PROBE.traceparent(), null)))))
			.isEmpty();
	}

	@Test
	void whatIsNotForwarded() {
		Hop first = hop("service0", PROBE, PROBE.traceparent(),
				call(Headers.NONE, hop("service1", OTHER, OTHER.traceparent(), null)));
		List<Finding> findings = breaks(this.check, first);
		assertThat(findings).extracting(Finding::cause).containsExactly(Cause.FORWARDING);
		NotForwarded finding = (NotForwarded) findings.get(0);
		assertThat(BreakText.from(finding.broken())).isEqualTo("service0");
		assertThat(BreakText.to(finding.broken())).isEqualTo("service1");
		assertThat(finding.from()).isEqualTo(SERVICE0);
		assertThat(finding.forwardIsSet()).isFalse();
		assertThat(breaks(new HopCheck(state("MESH_PROPAGATION_FORWARD")), first))
			.isEqualTo(List.of(new NotForwarded(finding.broken(), SERVICE0, true)));
	}

	@Test
	void whatArrivesAndIsNotRead() {
		List<Finding> findings = breaks(this.check, hop("service0", PROBE, PROBE.traceparent(),
				call(PROBE.traceparent(), hop("service1", OTHER, PROBE.traceparent().with(OTHER.b3()), null))));
		assertThat(findings).extracting(Finding::cause).containsExactly(Cause.FORMAT);
		NotRead finding = (NotRead) findings.get(0);
		assertThat(finding.to()).isEqualTo(SERVICE1);
		assertThat(finding.wanted()).isEqualTo(ProxyFormat.W3C);
		assertThat(finding.consumeIsSet()).isFalse();
	}

	@Test
	void whatTheProxiesDoNotRead() {
		assertThat(breaks(this.check,
				hop("service0", PROBE, PROBE.xB3(),
						call(PROBE.xB3(), hop("service1", OTHER, OTHER.traceparent(), null)))))
			.singleElement(as(type(NotReadByProxies.class)))
			.satisfies((finding) -> assertThat(finding.cause()).isEqualTo(Cause.FORMAT))
			.satisfies((finding) -> assertThat(List.of(finding.from(), finding.to()))
				.isEqualTo(List.of(SERVICE0, SERVICE1)));
	}

	@Test
	void staleContextThatIsRead() {
		Hop first = hop("service0", OTHER, PROBE.traceparent().with(OTHER.b3()), null);
		assertThat(this.check.stale(first, OTHER))
			.isEqualTo(List.of(new StaleContextFirst(SERVICE0, List.of("b3"), ProxyFormat.W3C, false)));
		assertThat(this.check.stale(first, PROBE)).isEmpty();
		assertThat(new HopCheck(state("MANAGEMENT_TRACING_PROPAGATION_CONSUME")).stale(first, OTHER))
			.isEqualTo(List.of(new StaleContextFirst(SERVICE0, List.of("b3"), ProxyFormat.W3C, true)));
	}

	@Test
	void spansOfTheApplicationThatAreMissing() {
		Hop hop = hop("service0", PROBE, PROBE.traceparent(), null);
		List<Span> proxies = List.of(span("3", null, "istio-ingressgateway", "SERVER", true),
				span("4", "3", "istio-ingressgateway", "CLIENT", true), span("5", "4", "service0", "SERVER", true));
		HopCheck check = new HopCheck(state("MANAGEMENT_TRACING_EXPORT_ZIPKIN_ENDPOINT"));
		List<Finding> findings = check.unreported(hop, proxies, "Jaeger");
		assertThat(findings).extracting(Finding::cause).containsExactly(Cause.REPORTING);
		assertThat(findings).isEqualTo(List.of(new HopNotReporting(SERVICE0, "Jaeger", "value")));
		assertThat(check.unseen(hop, proxies, true)).isEmpty();
		assertThat(check.unseen(hop, proxies.subList(2, 3), false)).isEmpty();
		assertThat(check.unseen(hop, proxies.subList(2, 3), true)).containsExactly(new UnseenHop("gateway", "", false));
	}

	@Test
	void aPodThatAForkReachesTwiceIsNamedOnce() {
		Hop next = hop("service1", PROBE, PROBE.traceparent(), null);
		Call call = new Call("http://service1/", Map.of(), 200, Map.of(), 1, null, next, null);
		Hop fork = new Hop("service0", "v1", "service0-pod", "trio", 200, "", new Received("GET", "/", Map.of()),
				PROBE.traceId(), PROBE.spanId(), true, 1, List.of(call, call));
		assertThat(this.check.unreported(fork, List.of(), "Jaeger")).isEqualTo(
				List.of(new HopNotReporting(SERVICE0, "Jaeger", null), new HopNotReporting(SERVICE1, "Jaeger", null)));
	}

	@Test
	void aHopWithoutSpansIsToBlameForThatOfItsCaller() {
		Hop first = hop("service0", PROBE, PROBE.traceparent(),
				call(PROBE.traceparent(), hop("service1", PROBE, PROBE.traceparent(), null)));
		List<Span> spans = List.of(span("5", null, "service0", "SERVER", true));
		assertThat(this.check.unseen(first, spans, false)).containsExactly(new UnseenHop("service1", "trio", false));
		List<Span> withReceiver = List.of(spans.get(0), span("7", "5", "service1", "SERVER", true));
		assertThat(this.check.unseen(first, withReceiver, false))
			.containsExactly(new UnseenHop("service0", "trio", false));
	}

	private static List<Finding> breaks(HopCheck check, Hop first) {
		return check.breaks(new Exchange(PROBE.traceparent(), first));
	}

	private static Hop hop(String service, ProbeContext context, Headers arrived, @Nullable Call call) {
		return new Hop(service, "v1", service + "-pod", "trio", 200, "", new Received("GET", "/", arrived.byName()),
				context.traceId(), context.spanId(), true, 1, (call != null) ? List.of(call) : List.of());
	}

	private static Call call(Headers sent, Hop next) {
		return new Call("http://" + next.service() + "/", sent.byName(), 200, Map.of(), 1, null, next, null);
	}

	private static Span span(String id, @Nullable String parent, String service, String kind, boolean proxy) {
		return new Span(PROBE.traceId(), id, parent, service, "get", kind, 1, 1,
				proxy ? Map.of("component", "proxy") : Map.of());
	}

	private static MeshState state(String variable) {
		Pod pod = ObjectReader.read(JsonMapper.shared().readTree("""
				{"metadata": {"name": "service0-pod", "namespace": "trio"},
				 "spec": {"containers": [{"name": "service0", "env": [{"name": "%s", "value": "value"}]},
				                         {"name": "istio-proxy"}]},
				 "status": {"phase": "Running"}}
				""".formatted(variable)), Pod.class);
		MeshConfig config = new MeshConfig(null, null, new MeshConfig.ProxyConfig(null),
				new MeshConfig.DefaultProviders(List.of("otel")), List.of(OTEL));
		return new MeshState(config, List.of(), List.of(pod), List.of(), List.of(), Set.of(), 1, List.of(),
				CollectorWay.OPEN);
	}

}
