package org.meshtrio.meshtest;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.meshtrio.answer.Hop;
import org.meshtrio.meshtest.support.Mesh;
import org.meshtrio.meshtest.support.OnMesh;
import org.meshtrio.meshtest.support.TestGateway;
import org.meshtrio.trace.http.ConnectTo;
import org.meshtrio.trace.model.Headers;
import org.meshtrio.trace.model.Hops;
import org.meshtrio.trace.model.Span;
import org.meshtrio.trace.request.ChainClient;

import static org.assertj.core.api.Assertions.assertThat;

/** The two calls of a fork in the trace: at the same time, or one after the other. */
@OnMesh
class ForkIT {

	private static final String NAMESPACE = "trio-test-fork";

	/** Long enough that calls at the same time must overlap. */
	private static final Headers SLOW = new Headers(Map.of("trio-fault", List.of("service2=delay 300ms")));

	private final Mesh mesh;

	private ConnectTo entry;

	ForkIT(Mesh mesh) {
		this.mesh = mesh;
	}

	@BeforeAll
	void deploy() throws Exception {
		this.mesh.settings().provider("otel");
		this.mesh.apply(NAMESPACE, Mesh.FAN_OUT);
		this.entry = this.mesh.gateway().open(NAMESPACE);
		this.mesh.awaitReady(NAMESPACE);
	}

	@Test
	void callsAtTheSameTimeOverlapAndOthersDoNot() throws Exception {
		List<Span> calls = calls((spans) -> overlap(spans));
		assertThat(overlap(calls)).as("calls of service0's sidecar: %s", calls).isTrue();

		this.mesh.cluster().kubectl("set", "env", "-n", NAMESPACE, "deployment/service0-v1", "TRIO_NEXT_MODE=sequence");
		this.mesh.cluster().kubectl("rollout", "status", "-n", NAMESPACE, "deployment/service0-v1", "--timeout=180s");
		calls = calls((spans) -> !overlap(spans));
		assertThat(overlap(calls)).as("calls of service0's sidecar: %s", calls).isFalse();
	}

	/** The client spans of service0's sidecar, from the first to the last. */
	private List<Span> calls(Predicate<List<Span>> expected) {
		return Awaitility.await("two calls of service0's sidecar")
			.pollInSameThread()
			.atMost(Duration.ofSeconds(120))
			.until(() -> spans(get()), (spans) -> spans.size() == 2 && expected.test(spans));
	}

	private Hop get() throws Exception {
		return new ChainClient(Duration.ofSeconds(20), this.entry).get(TestGateway.url(NAMESPACE), SLOW);
	}

	private List<Span> spans(Hop answer) throws Exception {
		String trace = Hops.traces(answer).iterator().next();
		return Awaitility.await("the spans of " + trace)
			.pollInSameThread()
			.atMost(Duration.ofSeconds(30))
			.until(() -> this.mesh.store()
				.trace(trace)
				.stream()
				.filter((span) -> span.service().startsWith("service0") && "CLIENT".equals(span.kind())
						&& "proxy".equals(span.tags().get("component")))
				.sorted(Comparator.comparingLong(Span::timestamp))
				.toList(), (found) -> found.size() == 2);
	}

	private static boolean overlap(List<Span> calls) {
		return calls.get(1).timestamp() < calls.get(0).timestamp() + calls.get(0).duration();
	}

}
