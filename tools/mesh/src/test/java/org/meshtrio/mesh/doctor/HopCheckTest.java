package org.meshtrio.mesh.doctor;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.meshtrio.answer.Call;
import org.meshtrio.answer.Hop;
import org.meshtrio.answer.Received;
import org.meshtrio.mesh.istio.MeshConfig;
import org.meshtrio.mesh.istio.ProxyFormat;
import org.meshtrio.mesh.object.ObjectReader;
import org.meshtrio.mesh.object.Pod;
import org.meshtrio.mesh.tracing.MeshState;
import org.meshtrio.trace.model.Span;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class HopCheckTest {

	private static final ProbeContext PROBE = new ProbeContext("a".repeat(32), "1".repeat(16));

	private static final ProbeContext OTHER = new ProbeContext("b".repeat(32), "2".repeat(16));

	private final HopCheck check = new HopCheck(state(""), ProxyFormat.W3C);

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
				call(Map.of(), hop("service1", OTHER, OTHER.traceparent(), null)));
		List<Finding> findings = breaks(this.check, first);
		assertThat(findings).extracting(Finding::cause).containsExactly(Cause.FORWARDING);
		assertThat(findings.get(0).what()).startsWith("the trace breaks between service0 and service1: ");
		assertThat(findings.get(0).where()).isEqualTo("pod service0-pod in namespace trio");
		assertThat(breaks(new HopCheck(state("MESH_PROPAGATION_FORWARD"), ProxyFormat.W3C), first).get(0).mend())
			.isEqualTo("kubectl set env -n trio deployment -l app=service0 MESH_PROPAGATION_FORWARD=true");
	}

	@Test
	void whatArrivesAndIsNotRead() {
		List<Finding> findings = breaks(this.check,
				hop("service0", PROBE, PROBE.traceparent(), call(PROBE.traceparent(),
						hop("service1", OTHER, ProbeContext.headers(PROBE.traceparent(), OTHER.b3()), null))));
		assertThat(findings).extracting(Finding::cause).containsExactly(Cause.FORMAT);
		assertThat(findings.get(0).where()).isEqualTo("pod service1-pod in namespace trio");
		assertThat(findings.get(0).mend()).isEqualTo("kubectl apply -n trio -f istio/telemetry/otel/propagation.yaml"
				+ " && kubectl rollout restart -n trio deployment");
	}

	@Test
	void whatTheProxiesDoNotRead() {
		assertThat(breaks(this.check,
				hop("service0", PROBE, PROBE.xB3(),
						call(PROBE.xB3(), hop("service1", OTHER, OTHER.traceparent(), null)))))
			.extracting(Finding::cause)
			.containsExactly(Cause.FORMAT);
	}

	@Test
	void staleContextThatIsRead() {
		Hop first = hop("service0", OTHER, ProbeContext.headers(PROBE.traceparent(), OTHER.b3()), null);
		assertThat(this.check.stale(first, OTHER)).extracting(Finding::what)
			.containsExactly(
					"service0 reads b3 before traceparent, but the proxies renew only traceparent: with a caller"
							+ " that sends b3 too, its spans are in another trace than theirs");
		assertThat(this.check.stale(first, PROBE)).isEmpty();
		assertThat(new HopCheck(state("MANAGEMENT_TRACING_PROPAGATION_CONSUME"), ProxyFormat.W3C).stale(first, OTHER))
			.extracting(Finding::mend)
			.containsExactly("kubectl set env -n trio deployment -l app=service0"
					+ " MANAGEMENT_TRACING_PROPAGATION_CONSUME=W3C,B3,B3_MULTI");
	}

	@Test
	void spansOfTheApplicationThatAreMissing() {
		Hop hop = hop("service0", PROBE, PROBE.traceparent(), null);
		List<Span> proxies = List.of(span("3", null, "istio-ingressgateway", "SERVER", true),
				span("4", "3", "istio-ingressgateway", "CLIENT", true), span("5", "4", "service0", "SERVER", true));
		HopCheck check = new HopCheck(state("MANAGEMENT_TRACING_EXPORT_ZIPKIN_ENDPOINT"), ProxyFormat.W3C);
		List<Finding> findings = check.missing(hop, proxies, true, "Jaeger", "");
		assertThat(findings).extracting(Finding::cause).containsExactly(Cause.REPORTING);
		assertThat(findings.get(0).what()).isEqualTo(
				"service0 makes spans and sends their ids on, but Jaeger does not have them: it reports to value");
		assertThat(check.missing(hop, proxies.subList(2, 3), false, "Jaeger", "")).hasSize(1);
	}

	@Test
	void spansOfTheProxiesThatAreMissing() {
		Hop hop = hop("service0", PROBE, PROBE.traceparent(), null);
		List<Finding> findings = this.check.missing(hop, List.of(span("5", null, "service0", "SERVER", false)), true,
				"Jaeger", "provider otel reports to here:4317");
		assertThat(findings).extracting(Finding::cause).containsExactly(Cause.NO_SPANS);
		assertThat(findings.get(0).what()).isEqualTo("Jaeger has no span of any proxy for a request that was recorded,"
				+ " although provider otel reports to here:4317");
	}

	private static List<Finding> breaks(HopCheck check, Hop first) {
		return check.breaks(first, PROBE.traceparent(), PROBE.traceId());
	}

	private static Hop hop(String service, ProbeContext context, Map<String, List<String>> arrived,
			@Nullable Call call) {
		return new Hop(service, "v1", service + "-pod", "trio", 200, "", new Received("GET", "/", arrived),
				context.traceId(), context.spanId(), true, 1, call);
	}

	private static Call call(Map<String, List<String>> sent, Hop next) {
		return new Call("http://" + next.service() + "/", sent, 200, Map.of(), 1, null, next, null);
	}

	private static Span span(String id, @Nullable String parent, String service, String kind, boolean proxy) {
		return new Span(PROBE.traceId(), id, parent, service, "get", kind, 1, 1,
				proxy ? Map.of("component", "proxy") : Map.of());
	}

	private static MeshState state(String variable) {
		Pod pod = ObjectReader.read(JsonMapper.shared().readTree("""
				{"metadata": {"name": "service0-pod"},
				 "spec": {"containers": [{"name": "service0", "env": [{"name": "%s", "value": "value"}]}]}}
				""".formatted(variable)), Pod.class);
		return new MeshState(ObjectReader.read(JsonMapper.shared().createObjectNode(), MeshConfig.class), List.of(),
				List.of(pod), List.of(), List.of(), Set.of(), 1);
	}

}
