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
import org.meshtrio.meshtest.support.CallerContext;
import org.meshtrio.meshtest.support.Cell;
import org.meshtrio.meshtest.support.Mesh;
import org.meshtrio.meshtest.support.Observation;
import org.meshtrio.meshtest.support.OnMesh;
import org.meshtrio.meshtest.support.ProofGateway;
import org.meshtrio.meshtest.support.ProviderSwitch;
import org.meshtrio.meshtest.support.RequestLogs;
import org.meshtrio.trace.http.ConnectTo;
import org.meshtrio.trace.model.Headers;
import org.meshtrio.trace.request.ChainClient;
import org.meshtrio.trace.request.NoAnswerException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The propagation matrix: every provider, with and without spans of the applications, and
 * what a caller may send. The table in docs/mesh-propagation.md is its data.
 */
@OnMesh
class MatrixIT {

	/** Reads W3C first, as istio/telemetry/otel says. */
	private static final String W3C = "trio-proof-w3c";

	/** Reads B3 first, as istio/telemetry/zipkin says. */
	private static final String B3 = "trio-proof-b3";

	/** Makes no spans. */
	private static final String COPY = "trio-proof-copy";

	private static final String SPANS_OFF = """
			patches:
			  - target: {kind: Deployment}
			    patch: |-
			      - {op: add, path: /spec/template/spec/containers/0/env/-, value: {name: MESH_PROPAGATION_SPANS, value: "false"}}
			""";

	private final Map<Cell, String> shapes = new HashMap<>();

	private final Map<Cell, String> idFaults = new HashMap<>();

	private final Map<String, ConnectTo> entries = new HashMap<>();

	@BeforeAll
	void sendAll(Mesh mesh) throws Exception {
		prepare(mesh);
		Map<String, List<Cell>> byProvider = new LinkedHashMap<>();
		Cell.table().forEach((cell) -> byProvider.computeIfAbsent(cell.provider(), (p) -> new ArrayList<>()).add(cell));
		for (Map.Entry<String, List<Cell>> round : byProvider.entrySet()) {
			round(mesh, round.getKey(), round.getValue());
		}
	}

	private void prepare(Mesh mesh) throws ClusterException, IOException {
		propagation(mesh, W3C, "otel");
		propagation(mesh, B3, "zipkin");
		mesh.apply(W3C, "");
		mesh.apply(B3, "");
		mesh.apply(COPY, SPANS_OFF);
		for (String namespace : List.of(W3C, B3, COPY)) {
			this.entries.put(namespace, mesh.gateway().open(namespace));
			mesh.awaitReady(namespace);
		}
	}

	private static void propagation(Mesh mesh, String namespace, String provider) throws ClusterException {
		mesh.namespace(namespace);
		mesh.cluster()
			.kubectl("apply", "-n", namespace, "-f", Mesh.file("istio/telemetry/" + provider + "/propagation.yaml"));
	}

	private void round(Mesh mesh, String provider, List<Cell> cells) throws Exception {
		mesh.meshWide().provider(provider);
		List<String> namespaces = List.of(provider.equals("otel") ? W3C : B3, COPY);
		for (String namespace : namespaces) {
			new ProviderSwitch(provider, () -> get(namespace, Map.of())).await();
		}
		List<Observation> observations = new ArrayList<>();
		for (Cell cell : cells) {
			Map<String, List<String>> headers = cell.context().headers();
			observations.add(new Observation(cell, headers, get(namespace(cell), headers)));
		}
		// A request without a context, sent last: what is not there when its spans are
		// will not come.
		List<Observation> last = new ArrayList<>();
		for (Cell cell : cells) {
			if (cell.context() == CallerContext.NONE) {
				last.add(new Observation(cell, Map.of(), get(namespace(cell), Map.of())));
			}
		}
		for (Observation observation : Stream.concat(observations.stream(), last.stream()).toList()) {
			await(mesh, observation);
		}
		RequestLogs logs = new RequestLogs(mesh.cluster(), namespaces);
		for (Observation observation : observations) {
			this.shapes.put(observation.cell(), observation.shape(mesh.store()));
			this.idFaults.put(observation.cell(), logs.fault(namespace(observation.cell()), observation.requestIds()));
		}
	}

	private static void await(Mesh mesh, Observation observation) throws Exception {
		long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
		while (!observation.shape(mesh.store()).equals(observation.cell().expected()) && System.nanoTime() < end) {
			Thread.sleep(250);
		}
	}

	private static String namespace(Cell cell) {
		if (!cell.spans()) {
			return COPY;
		}
		return cell.provider().equals("otel") ? W3C : B3;
	}

	private Hop get(String namespace, Map<String, List<String>> headers) throws NoAnswerException {
		return new ChainClient(Duration.ofSeconds(20), Objects.requireNonNull(this.entries.get(namespace)))
			.get(ProofGateway.url(namespace), new Headers(headers));
	}

	static Stream<Cell> cells() throws IOException {
		return Cell.table().stream();
	}

	@ParameterizedTest
	@MethodSource("cells")
	void leavesTheSpansOfTheTable(Cell cell) {
		assertThat(this.shapes.get(cell)).as("the spans of a request with %s", cell).isEqualTo(cell.expected());
	}

	@ParameterizedTest
	@MethodSource("cells")
	void hasOneRequestIdInEveryLog(Cell cell) {
		if (cell.context() == CallerContext.FORWARD_OFF) {
			assertThat(this.idFaults.get(cell)).as("%s: without forwarding each hop has its own id", cell)
				.startsWith("the hops got different ids");
		}
		else {
			assertThat(this.idFaults.get(cell)).as("the x-request-id of a request with %s", cell).isEmpty();
		}
	}

	@Test
	void theTableIsComplete() throws IOException {
		List<String> expected = new ArrayList<>();
		for (String provider : List.of("otel", "zipkin", "zipkin-w3c")) {
			for (CallerContext context : CallerContext.values()) {
				expected.add(provider + ", spans on, " + context.label);
				if (context != CallerContext.FORWARD_OFF) {
					expected.add(provider + ", spans off, " + context.label);
				}
			}
		}
		assertThat(Cell.table()).extracting(Cell::toString).containsExactlyInAnyOrderElementsOf(expected);
	}

}
