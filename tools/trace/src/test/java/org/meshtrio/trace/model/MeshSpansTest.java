package org.meshtrio.trace.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.meshtrio.answer.Hop;
import org.meshtrio.trace.diagnosis.Diagnosis;
import org.meshtrio.trace.diagnosis.Verdict;

import static org.assertj.core.api.Assertions.assertThat;

class MeshSpansTest {

	private static final Map<String, List<String>> NONE = Map.of();

	/** Where the spans are on, the last digit of the id is the place in the chain. */
	private final Hop spansOn = Answers.hop("service0", "a", "3", NONE,
			Answers.call(NONE, Answers.hop("service1", "a", "7", NONE, null)));

	private final Hop spansOff = Answers.hop("service0", "a", null, NONE,
			Answers.call(NONE, Answers.hop("service1", "a", null, NONE, null)));

	@Test
	void aFullTrace() {
		assertThat(MeshSpans.expected(this.spansOn)).extracting(SpanRole::toString)
			.containsExactly("gateway SERVER", "gateway CLIENT", "service0's sidecar SERVER", "service0 SERVER",
					"service0 CLIENT", "service0's sidecar CLIENT", "service1's sidecar SERVER", "service1 SERVER");
		assertThat(MeshSpans.expected(this.spansOff)).extracting(SpanRole::toString)
			.containsExactly("gateway SERVER", "gateway CLIENT", "service0's sidecar SERVER",
					"service0's sidecar CLIENT", "service1's sidecar SERVER");
		assertThat(MeshSpans.fault(this.spansOn, path())).isNull();
	}

	@Test
	void aProxyThatIsNamedWithItsNamespace() {
		assertThat(SpanRole.of(proxy("0", null, "service0.trio", "SERVER"))).hasToString("service0's sidecar SERVER");
		assertThat(SpanRole.of(proxy("0", null, "istio-ingressgateway.istio-system", "SERVER")))
			.hasToString("gateway SERVER");
	}

	@Test
	void everyMissingSpanIsNamed() {
		for (int i = 0; i < 8; i++) {
			List<Span> spans = path();
			spans.remove(i);
			assertThat(MeshSpans.fault(this.spansOn, spans))
				.startsWith(MeshSpans.expected(this.spansOn).get(i) + " is missing: ");
		}
	}

	@Test
	void saysWhatAMissingSpanMeans() {
		List<Span> spans = path();
		spans.remove(3);
		assertThat(MeshSpans.fault(this.spansOn, spans))
			.contains("the application of service0 made no such span, or does not report it");
		assertThat(MeshSpans.fault(this.spansOn, path().subList(2, 8)))
			.startsWith("gateway SERVER and gateway CLIENT are missing: the request did not come by a gateway");
		spans = path();
		spans.remove(6);
		assertThat(MeshSpans.fault(this.spansOn, spans)).contains("or the pod has no sidecar");
	}

	@Test
	void aSpanInTheWrongPlace() {
		List<Span> spans = path();
		// The application follows a header that the sidecar did not renew.
		spans.set(3, Answers.span("a", "3", "1", "service0", "SERVER"));
		assertThat(MeshSpans.fault(this.spansOn, spans))
			.isEqualTo("there is not one span below gateway CLIENT, where only service0's sidecar SERVER should be");
		spans = path();
		spans.add(proxy("9", "7", "service1", "CLIENT"));
		assertThat(MeshSpans.fault(this.spansOn, spans))
			.isEqualTo("there is a span too many, service1's sidecar CLIENT at its end");
	}

	@Test
	void spansOfSeveralTraces() {
		List<Span> spans = path();
		spans.set(5, proxy("5", null, "service0", "CLIENT"));
		assertThat(MeshSpans.fault(this.spansOn, spans))
			.isEqualTo("there is not one root, where only gateway SERVER should be");
	}

	@Test
	void isWaitedForAndSaidInTheDiagnosis() {
		List<Span> spans = path();
		spans.remove(1);
		spans.set(1, proxy("2", "0", "service0", "SERVER"));
		assertThat(new Expectation(this.spansOn, NONE).isMetBy(spans)).isTrue();
		Expectation mesh = new Expectation(this.spansOn, NONE, true);
		assertThat(mesh.isMetBy(spans)).isFalse();
		assertThat(mesh.isMetBy(path())).isTrue();
		assertThat(Diagnosis.of(this.spansOn, NONE, mesh, spans, "Jaeger").sentence())
			.isEqualTo("Broken: service0 and service1 are in trace " + Answers.trace("a")
					+ ", but gateway CLIENT is missing: the request did not come by a gateway, or the gateway does not"
					+ " trace (./trio doctor).");
		assertThat(Diagnosis.of(this.spansOn, NONE, mesh, path(), "Jaeger").verdict()).isEqualTo(Verdict.JOINED);
	}

	private static List<Span> path() {
		return new ArrayList<>(List.of(proxy("0", null, "istio-ingressgateway", "SERVER"),
				proxy("1", "0", "istio-ingressgateway", "CLIENT"), proxy("2", "1", "service0", "SERVER"),
				Answers.span("a", "3", "2", "service0", "SERVER"), Answers.span("a", "4", "3", "service0", "CLIENT"),
				proxy("5", "4", "service0", "CLIENT"), proxy("6", "5", "service1", "SERVER"),
				Answers.span("a", "7", "6", "service1", "SERVER")));
	}

	private static Span proxy(String id, @Nullable String parent, String service, String kind) {
		Span span = Answers.span("a", id, parent, service, kind);
		return new Span(span.traceId(), span.id(), span.parentId(), service, "", kind, 1, 1,
				Map.of("component", "proxy"));
	}

}
