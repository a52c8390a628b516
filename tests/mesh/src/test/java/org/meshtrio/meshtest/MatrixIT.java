package org.meshtrio.meshtest;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.meshtrio.answer.Hop;
import org.meshtrio.mesh.cluster.ClusterException;
import org.meshtrio.meshtest.matrix.CallerContext;
import org.meshtrio.meshtest.matrix.MatrixRow;
import org.meshtrio.meshtest.matrix.OldConnections;
import org.meshtrio.meshtest.matrix.ProviderSwitch;
import org.meshtrio.meshtest.matrix.RequestLogs;
import org.meshtrio.meshtest.matrix.SentRequest;
import org.meshtrio.meshtest.support.Mesh;
import org.meshtrio.meshtest.support.OnMesh;
import org.meshtrio.meshtest.support.OpenTelemetryServices;
import org.meshtrio.meshtest.support.TestGateway;
import org.meshtrio.trace.http.ConnectTo;
import org.meshtrio.trace.model.Headers;
import org.meshtrio.trace.request.ChainClient;
import org.meshtrio.trace.request.NoAnswerException;
import org.meshtrio.trace.wait.Deadline;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The propagation matrix: every provider, with and without spans of the applications, and
 * each context that a caller can send. The table in docs/mesh-propagation.md is its data.
 */
@OnMesh
class MatrixIT {

	/** Reads W3C first, as istio/telemetry/otel says. */
	private static final String W3C = "trio-test-w3c";

	/** Reads B3 first, as istio/telemetry/zipkin says. */
	private static final String B3 = "trio-test-b3";

	/** Makes no spans. */
	private static final String COPY = "trio-test-copy";

	/** Follows the name of a namespace in which the services are a fork. */
	private static final String FORK = "-fork";

	/** Follows the name of a namespace in which the services use OpenTelemetry. */
	private static final String OPEN_TELEMETRY = "-opentelemetry";

	private static final String SPANS_OFF = """
			patches:
			  - target: {kind: Deployment}
			    patch: |-
			      - {op: add, path: /spec/template/spec/containers/0/env/-, value: {name: MESH_PROPAGATION_SPANS, value: "false"}}
			""";

	private final Map<MatrixRow, String> shapes = new HashMap<>();

	private final Map<MatrixRow, String> idProblems = new HashMap<>();

	private final Map<String, ConnectTo> entries = new HashMap<>();

	@BeforeAll
	void sendAll(Mesh mesh) throws Exception {
		prepare(mesh);
		Map<String, List<MatrixRow>> byProvider = new LinkedHashMap<>();
		MatrixRow.table()
			.forEach((row) -> byProvider.computeIfAbsent(row.provider(), (p) -> new ArrayList<>()).add(row));
		for (Map.Entry<String, List<MatrixRow>> round : byProvider.entrySet()) {
			round(mesh, round.getKey(), round.getValue());
		}
	}

	private void prepare(Mesh mesh) throws ClusterException, IOException {
		propagation(mesh, W3C, "otel");
		propagation(mesh, B3, "zipkin");
		mesh.apply(W3C, "");
		mesh.apply(B3, "");
		mesh.apply(COPY, SPANS_OFF);
		propagation(mesh, W3C + FORK, "otel");
		propagation(mesh, B3 + FORK, "zipkin");
		mesh.apply(W3C + FORK, Mesh.FAN_OUT);
		mesh.apply(B3 + FORK, Mesh.FAN_OUT);
		mesh.apply(COPY + FORK, Mesh.FAN_OUT + SPANS_OFF);
		propagation(mesh, W3C + OPEN_TELEMETRY + FORK, "otel");
		propagation(mesh, B3 + OPEN_TELEMETRY + FORK, "zipkin");
		mesh.apply(W3C + OPEN_TELEMETRY + FORK, Mesh.FAN_OUT + OpenTelemetryServices.KUSTOMIZATION);
		mesh.apply(B3 + OPEN_TELEMETRY + FORK, Mesh.FAN_OUT + OpenTelemetryServices.KUSTOMIZATION);
		for (String namespace : List.of(W3C, B3, COPY, W3C + FORK, B3 + FORK, COPY + FORK, W3C + OPEN_TELEMETRY + FORK,
				B3 + OPEN_TELEMETRY + FORK)) {
			this.entries.put(namespace, mesh.gateway().open(namespace));
			mesh.awaitReady(namespace);
		}
	}

	private static void propagation(Mesh mesh, String namespace, String provider) throws ClusterException {
		mesh.namespace(namespace);
		mesh.cluster()
			.kubectl("apply", "-n", namespace, "-f", Mesh.file("istio/telemetry/" + provider + "/propagation.yaml"));
	}

	private void round(Mesh mesh, String provider, List<MatrixRow> rows) throws Exception {
		mesh.settings().provider(provider);
		String own = provider.equals("otel") ? W3C : B3;
		List<String> namespaces = List.of(own, COPY, own + FORK, COPY + FORK, own + OPEN_TELEMETRY + FORK);
		for (String namespace : namespaces) {
			new ProviderSwitch(provider, () -> get(namespace, Map.of())).await();
		}
		// The requests so far need not have met every connection.
		new OldConnections(mesh.cluster()).awaitNone(namespaces);
		List<SentRequest> requests = new ArrayList<>();
		for (MatrixRow row : rows) {
			Map<String, List<String>> headers = row.context().headers();
			requests.add(new SentRequest(row, headers, get(namespace(row), headers)));
		}
		// A request without a context is the last. When its spans are there, no others
		// are on their way.
		List<SentRequest> last = new ArrayList<>();
		for (MatrixRow row : rows) {
			if (row.context() == CallerContext.NONE) {
				last.add(new SentRequest(row, Map.of(), get(namespace(row), Map.of())));
			}
		}
		for (SentRequest request : Stream.concat(requests.stream(), last.stream()).toList()) {
			await(mesh, request);
		}
		RequestLogs logs = new RequestLogs(mesh.cluster(), namespaces);
		for (SentRequest request : requests) {
			this.shapes.put(request.row(), request.shape(mesh.store()));
			this.idProblems.put(request.row(), logs.problem(namespace(request.row()), request.requestIds()));
		}
	}

	/** Gives the spans time to arrive; the tests of the row say so if they didn't. */
	private static void await(Mesh mesh, SentRequest request) throws Exception {
		Deadline deadline = Deadline.after(Duration.ofSeconds(15));
		while (!request.shape(mesh.store()).equals(request.row().expected())
				&& deadline.pause(Duration.ofMillis(250))) {
			// Asks the store again.
		}
	}

	private static String namespace(MatrixRow row) {
		String own = row.provider().equals("otel") ? W3C : B3;
		String chain = switch (row.spans()) {
			case ON -> own;
			case OFF -> COPY;
			case OPEN_TELEMETRY -> own + OPEN_TELEMETRY;
		};
		return row.fork() ? chain + FORK : chain;
	}

	private Hop get(String namespace, Map<String, List<String>> headers) throws NoAnswerException {
		return new ChainClient(Duration.ofSeconds(20), Objects.requireNonNull(this.entries.get(namespace)))
			.get(TestGateway.url(namespace), new Headers(headers));
	}

	static Stream<MatrixRow> rows() throws IOException {
		return MatrixRow.table().stream();
	}

	@ParameterizedTest
	@MethodSource("rows")
	void leavesTheSpansOfTheTable(MatrixRow row) {
		assertThat(this.shapes.get(row)).as("the spans of a request with %s", row).isEqualTo(row.expected());
	}

	@ParameterizedTest
	@MethodSource("rows")
	void hasOneRequestIdInEveryLog(MatrixRow row) {
		if (row.context() == CallerContext.FORWARD_OFF) {
			assertThat(this.idProblems.get(row)).as("%s: without forwarding each hop has its own id", row)
				.startsWith("the hops got different ids");
		}
		else {
			assertThat(this.idProblems.get(row)).as("the x-request-id of a request with %s", row).isEmpty();
		}
	}

	@Test
	void theTableIsComplete() throws IOException {
		List<String> expected = new ArrayList<>();
		for (String provider : List.of("otel", "zipkin", "zipkin-w3c")) {
			expected.add(provider + ", spans on, valid, fork");
			expected.add(provider + ", spans off, valid, fork");
			expected.add(provider + ", spans on (OpenTelemetry), valid, fork");
			for (CallerContext context : CallerContext.values()) {
				expected.add(provider + ", spans on, " + context.label);
				if (context != CallerContext.FORWARD_OFF) {
					expected.add(provider + ", spans off, " + context.label);
				}
			}
		}
		assertThat(MatrixRow.table()).extracting(MatrixRow::toString).containsExactlyInAnyOrderElementsOf(expected);
	}

}
