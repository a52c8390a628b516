package org.meshtrio.trace.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshtrio.answer.Hop;
import org.meshtrio.trace.diagnosis.Diagnosis;
import org.meshtrio.trace.diagnosis.SpanFault;

import static org.assertj.core.api.Assertions.assertThat;

class MeshSpansTest {

	private static final Map<String, List<String>> NONE = Map.of();

	private static final SpanRole GATEWAY = SpanRole.gateway("SERVER");

	private static final SpanRole GATEWAY_CLIENT = SpanRole.gateway("CLIENT");

	/** Where the spans are on, the last digit of the id is the place in the chain. */
	private final Hop spansOn = Answers.hop("service0", "a", "3", NONE,
			Answers.call(NONE, Answers.hop("service1", "a", "7", NONE)));

	private final Hop spansOff = Answers.hop("service0", "a", null, NONE,
			Answers.call(NONE, Answers.hop("service1", "a", null, NONE)));

	@Test
	void aFullTrace() {
		assertThat(spans(this.spansOn).expected()).extracting(SpanRole::toString)
			.containsExactly("gateway SERVER", "gateway CLIENT", "service0's sidecar SERVER", "service0 SERVER",
					"service0 CLIENT", "service0's sidecar CLIENT", "service1's sidecar SERVER", "service1 SERVER");
		assertThat(spans(this.spansOff).expected()).extracting(SpanRole::toString)
			.containsExactly("gateway SERVER", "gateway CLIENT", "service0's sidecar SERVER",
					"service0's sidecar CLIENT", "service1's sidecar SERVER");
		assertThat(spans(this.spansOn).fault(path())).isNull();
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
			assertThat(spans(this.spansOn).fault(spans))
				.isEqualTo(new MeshFault.Missing(List.of(spans(this.spansOn).expected().get(i))));
		}
	}

	@Test
	void allMissingSpansAreNamedFromTheRootDown() {
		assertThat(spans(this.spansOn).fault(path().subList(2, 8)))
			.isEqualTo(new MeshFault.Missing(List.of(GATEWAY, GATEWAY_CLIENT)));
	}

	@Test
	void aSpanInTheWrongPlace() {
		List<Span> spans = path();
		// The application uses a header that the sidecar didn't renew.
		spans.set(3, Answers.span("a", "3", "1", "service0", "SERVER"));
		assertThat(spans(this.spansOn).fault(spans))
			.isEqualTo(new MeshFault.NotAlone(new SpanRole("service0", true, "SERVER"), GATEWAY_CLIENT));
		spans = path();
		spans.add(proxy("9", "7", "service1", "CLIENT"));
		assertThat(spans(this.spansOn).fault(spans))
			.isEqualTo(new MeshFault.Extra(new SpanRole("service1", true, "CLIENT")));
		spans = path();
		spans.set(3, Answers.span("a", "3", "4", "service0", "SERVER"));
		spans.set(4, Answers.span("a", "4", "2", "service0", "CLIENT"));
		spans.set(5, proxy("5", "3", "service0", "CLIENT"));
		assertThat(spans(this.spansOn).fault(spans)).isEqualTo(new MeshFault.Misplaced(
				new SpanRole("service0", false, "CLIENT"), new SpanRole("service0", false, "SERVER")));
	}

	@Test
	void spansOfSeveralTraces() {
		List<Span> spans = path();
		spans.set(5, proxy("5", null, "service0", "CLIENT"));
		assertThat(spans(this.spansOn).fault(spans)).isEqualTo(new MeshFault.NotAlone(GATEWAY, null));
	}

	@Test
	void siblingsHaveNoOrder() {
		assertThat(spans(fork()).fault(forked())).isNull();
		List<Span> reversed = forked();
		Collections.reverse(reversed);
		assertThat(spans(fork()).fault(reversed)).isNull();
	}

	@Test
	void aBranchBelowTheWrongSibling() {
		List<Span> spans = forked();
		// Both calls of service0 lead to service1, and none to service2.
		spans.set(6, proxy("6", "3", "service2", "SERVER"));
		assertThat(spans(fork()).fault(spans)).isEqualTo(new MeshFault.NotAlone(
				new SpanRole("service1", true, "SERVER"), new SpanRole("service0", true, "CLIENT")));
		spans = forked();
		spans.set(5, proxy("5", "1", "service0", "CLIENT"));
		assertThat(spans(fork()).fault(spans))
			.isEqualTo(new MeshFault.NotAlone(new SpanRole("service0", true, "SERVER"), GATEWAY_CLIENT));
		spans = forked();
		spans.remove(6);
		assertThat(spans(fork()).fault(spans))
			.isEqualTo(new MeshFault.Missing(List.of(new SpanRole("service2", true, "SERVER"))));
	}

	@Test
	void aCallThatBelongsToAnotherSpan() {
		List<Span> spans = forked();
		// The second call of service0 is below the gateway's and not below its own span.
		spans.add(proxy("8", "2", "service0", "CLIENT"));
		SpanRole call = new SpanRole("service0", true, "CLIENT");
		assertThat(spans(fork()).fault(spans)).isEqualTo(new MeshFault.Siblings(
				new SpanRole("service0", true, "SERVER"), List.of(call, call), List.of(call, call, call)));
	}

	private static MeshSpans spans(Hop first) {
		return new MeshSpans(first, Dataplane.SIDECARS);
	}

	private static Hop fork() {
		return Answers.hop("service0", "a", null, NONE, Answers.call(NONE, Answers.hop("service1", "a", null, NONE)),
				Answers.call(NONE, Answers.hop("service2", "a", null, NONE)));
	}

	/** The second call begins before the first one. */
	private static List<Span> forked() {
		return new ArrayList<>(List.of(proxy("0", null, "istio-ingressgateway", "SERVER"),
				proxy("1", "0", "istio-ingressgateway", "CLIENT"), proxy("2", "1", "service0", "SERVER"),
				proxy("3", "2", "service0", "CLIENT"), proxy("4", "3", "service1", "SERVER"),
				proxy("5", "2", "service0", "CLIENT"), proxy("6", "5", "service2", "SERVER")));
	}

	@Test
	void isWaitedForAndIsInTheDiagnosis() {
		List<Span> spans = path();
		spans.remove(1);
		spans.set(1, proxy("2", "0", "service0", "SERVER"));
		Exchange exchange = new Exchange(Headers.NONE, this.spansOn);
		assertThat(new Expectation(exchange).isMetBy(spans)).isTrue();
		Expectation mesh = new Expectation(exchange, Dataplane.SIDECARS);
		assertThat(mesh.isMetBy(spans)).isFalse();
		assertThat(mesh.isMetBy(path())).isTrue();
		assertThat(Diagnosis.of(exchange, mesh, spans, "Jaeger")).isEqualTo(new Diagnosis.SpansBroken(this.spansOn,
				new SpanFault.InMesh(new MeshFault.Missing(List.of(GATEWAY_CLIENT))), "Jaeger"));
		assertThat(Diagnosis.of(exchange, mesh, path(), "Jaeger")).isEqualTo(new Diagnosis.Joined(this.spansOn, 8));
	}

	@Test
	void inAmbientModeThereAreNoSidecars() {
		Dataplane ambient = new Dataplane(Set.of("service0", "service1"), Set.of());
		MeshSpans mesh = new MeshSpans(this.spansOn, ambient);
		assertThat(mesh.expected()).extracting(SpanRole::toString)
			.containsExactly("gateway SERVER", "gateway CLIENT", "service0 SERVER", "service0 CLIENT",
					"service1 SERVER");
		assertThat(mesh.fault(ambient())).isNull();
		assertThat(mesh.fault(ambient().subList(0, 4)))
			.isEqualTo(new MeshFault.Missing(List.of(new SpanRole("service1", false, "SERVER"))));
		assertThat(spans(this.spansOn).fault(ambient())).isInstanceOf(MeshFault.Missing.class);
	}

	/**
	 * Under the waypoint's own name, under that of the service behind it, and with both
	 * sides.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "waypoint.trio SERVER", "service1.trio SERVER", "waypoint SERVER, waypoint CLIENT" })
	void aWaypointIsExpectedWhereItIsUsed(String made) {
		MeshSpans mesh = new MeshSpans(this.spansOn,
				new Dataplane(Set.of("service0", "service1"), Set.of("service0", "service1")));
		assertThat(mesh.fault(ambient())).isEqualTo(new MeshFault.Missing(List.of(SpanRole.WAYPOINT)));
		List<Span> spans = withWaypoint("4", "7", made);
		assertThat(mesh.fault(spans)).isNull();
		assertThat(new MeshSpans(this.spansOn, new Dataplane(Set.of("service0", "service1"), Set.of())).fault(spans))
			.isNull();
		assertThat(mesh.fault(withWaypoint("1", "3", made)))
			.as("a waypoint between gateway and service0 stands for none before service1")
			.isNotNull();
	}

	@Test
	void aSidecarCallsAServiceInAmbientMode() {
		MeshSpans mesh = new MeshSpans(this.spansOn, new Dataplane(Set.of("service1"), Set.of("service1")));
		assertThat(mesh.expected()).extracting(SpanRole::toString)
			.containsExactly("gateway SERVER", "gateway CLIENT", "service0's sidecar SERVER", "service0 SERVER",
					"service0 CLIENT", "service0's sidecar CLIENT", "waypoint", "service1 SERVER");
	}

	@Test
	void aHopInAmbientModeThatCopiesTheHeadersHasNoSpan() {
		MeshSpans mesh = new MeshSpans(this.spansOff,
				new Dataplane(Set.of("service0", "service1"), Set.of("service1")));
		assertThat(mesh.expected()).extracting(SpanRole::toString)
			.containsExactly("gateway SERVER", "gateway CLIENT", "waypoint");
	}

	private static List<Span> ambient() {
		return List.of(proxy("0", null, "istio-ingressgateway", "SERVER"),
				proxy("1", "0", "istio-ingressgateway", "CLIENT"), Answers.span("a", "3", "1", "service0", "SERVER"),
				Answers.span("a", "4", "3", "service0", "CLIENT"), Answers.span("a", "7", "4", "service1", "SERVER"));
	}

	private static List<Span> withWaypoint(String above, String below, String made) {
		List<Span> spans = new ArrayList<>();
		String parent = above;
		for (String one : made.split(", ")) {
			String id = (parent.equals(above)) ? "8" : "9";
			spans.add(proxy(id, parent, one.split(" ")[0], one.split(" ")[1]));
			parent = id;
		}
		for (Span span : ambient()) {
			boolean moved = span.id().endsWith(below);
			spans.add(moved ? Answers.span("a", below, parent, span.service(), "SERVER") : span);
		}
		return spans;
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
