package org.meshtrio.meshtest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshtrio.mesh.cluster.Cluster;
import org.meshtrio.mesh.cluster.Subprocess;
import org.meshtrio.meshtest.support.Mesh;
import org.meshtrio.meshtest.support.OnMesh;
import org.meshtrio.meshtest.support.Poll;
import org.meshtrio.trace.model.Span;
import org.meshtrio.trace.model.SpanRole;
import org.meshtrio.trace.wait.Deadline;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * All services restart under load: no request fails, and every span of the applications
 * arrives. Runs with native sidecars and with those of the older kind.
 */
@OnMesh
class RollingRestartIT {

	private static final int CALLERS = 4;

	private static final int BATCH = 50;

	/** The applications' spans of one request: three server spans, two client spans. */
	private static final int APP_SPANS = 5;

	/**
	 * The sidecars' spans of one request: the client's one, two of service0 and of
	 * service1, and one of service2.
	 */
	private static final int PROXY_SPANS = 6;

	private static final Pattern ANSWER = Pattern.compile("(?m)^(\\d{3}) (.*)$");

	private static final Pattern TRACE = Pattern.compile("\"traceId\":\"([0-9a-f]{32})\"");

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void losesNoRequestAndNoSpan(boolean nativeSidecar, Mesh mesh) throws Exception {
		String namespace = "trio-test-rolling-" + (nativeSidecar ? "native" : "classic");
		mesh.settings().provider("otel");
		mesh.namespace(namespace);
		Cluster cluster = mesh.cluster();
		cluster.kubectl("apply", "-n", namespace, "-f", Mesh.file("istio/telemetry/otel/propagation.yaml"));
		mesh.apply(namespace, """
				patches:
				  - target: {kind: Deployment}
				    patch: |-
				      - op: add
				        path: /spec/template/metadata/annotations/sidecar.istio.io~1nativeSidecar
				        value: "%s"
				""".formatted(nativeSidecar));
		cluster.kubectl("apply", "--server-side", "-n", namespace, "-f", Mesh.file("k8s/client.yaml"));
		mesh.awaitReady(namespace);
		assertThat(sidecarIsNative(cluster, namespace)).isEqualTo(nativeSidecar);
		Poll.until("the chain", "200 .*", () -> batch(cluster, namespace, 1));

		Queue<String> answers = new ConcurrentLinkedQueue<>();
		AtomicBoolean stop = new AtomicBoolean();
		ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
		try {
			List<Future<?>> running = new ArrayList<>();
			for (int i = 0; i < CALLERS; i++) {
				running.add(callers.submit(() -> {
					while (!stop.get()) {
						answers.add(batch(cluster, namespace, BATCH));
					}
					return null;
				}));
			}
			cluster.kubectl("rollout", "restart", "-n", namespace, "deployment", "-l",
					"app in (service0, service1, service2)");
			mesh.awaitReady(namespace);
			// The load continues until the old pods are gone.
			Poll.until("only the new pods", "3",
					() -> String
						.valueOf(cluster.get("pods", "-n", namespace, "-l", "app in (service0, service1, service2)")
							.path("items")
							.size()));
			stop.set(true);
			for (Future<?> caller : running) {
				caller.get();
			}
		}
		finally {
			stop.set(true);
			callers.shutdown();
		}
		check(mesh, namespace, answers);
		assertThat(cluster.kubectl("get", "pods", "-n", namespace, "-o",
				"jsonpath={.items[*].status.containerStatuses[*].restartCount}"))
			.as("restarts of containers, for example because of their memory")
			.matches("[0 ]+");
	}

	private static void check(Mesh mesh, String namespace, Queue<String> answers) throws Exception {
		List<String> failed = new ArrayList<>();
		List<String> traces = new ArrayList<>();
		for (String answer : answers) {
			Matcher matcher = ANSWER.matcher(answer);
			while (matcher.find()) {
				Matcher trace = TRACE.matcher(matcher.group(2));
				if (matcher.group(1).equals("200") && trace.find()) {
					traces.add(trace.group(1));
				}
				else {
					failed.add(matcher.group());
				}
			}
		}
		assertThat(failed).as("failures among %s requests", traces.size() + failed.size()).isEmpty();
		assertThat(traces.size()).as("requests during the restart").isGreaterThan(200);
		Deadline deadline = Deadline.after(Duration.ofSeconds(20));
		List<String> incomplete = incomplete(mesh, traces);
		while (!incomplete.isEmpty() && deadline.pause(Duration.ofMillis(250))) {
			incomplete = incomplete(mesh, incomplete);
		}
		int lost = 0;
		for (String trace : incomplete) {
			assertThat(count(mesh.store().trace(trace), false)).as("spans of the applications in trace %s", trace)
				.isEqualTo(APP_SPANS);
			lost += PROXY_SPANS - count(mesh.store().trace(trace), true);
		}
		System.out.println("mesh tests: " + namespace + ": " + traces.size() + " requests, none failed, all "
				+ traces.size() * APP_SPANS + " spans of the applications arrived, " + lost + " of "
				+ traces.size() * PROXY_SPANS + " spans of the proxies were lost");
	}

	/** The traces without all spans of the applications and proxies. */
	private static List<String> incomplete(Mesh mesh, List<String> traces) throws Exception {
		List<String> incomplete = new ArrayList<>();
		for (String trace : traces) {
			List<Span> spans = mesh.store().trace(trace);
			if (count(spans, false) != APP_SPANS || count(spans, true) != PROXY_SPANS) {
				incomplete.add(trace);
			}
		}
		return incomplete;
	}

	private static int count(List<Span> spans, boolean proxy) {
		return (int) spans.stream()
			.filter((span) -> SpanRole.of(span).proxy() == proxy)
			.map(Span::id)
			.distinct()
			.count();
	}

	/** A line for each answer: its status and its body. */
	private static String batch(Cluster cluster, String namespace, int requests) throws Exception {
		Subprocess.Result result = cluster.run("", "exec", "-n", namespace, "deployment/client", "-c", "curl", "--",
				"curl", "-s", "-m", "30", "-H", "accept: application/json", "-w", "\n%{http_code} end\n",
				"http://service0/?n=[1-" + requests + "]");
		// curl prints the status after the body.
		return result.output().replaceAll("(?m)^(.*)\\n(\\d{3}) end$", "$2 $1");
	}

	private static boolean sidecarIsNative(Cluster cluster, String namespace) throws Exception {
		for (JsonNode pod : cluster.get("pods", "-n", namespace, "-l", "app=service0").path("items")) {
			for (JsonNode container : pod.path("spec").path("initContainers")) {
				if (container.path("name").asString("").equals("istio-proxy")) {
					return true;
				}
			}
		}
		return false;
	}

}
