package org.meshtrio.meshtest;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.meshtrio.mesh.cluster.Cluster;
import org.meshtrio.mesh.cluster.PortForward;
import org.meshtrio.meshtest.support.Mesh;
import org.meshtrio.meshtest.support.OnMesh;
import org.meshtrio.meshtest.support.Poll;
import org.meshtrio.meshtest.support.SavedMeshSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Prometheus of k8s/addons/metrics scrapes the services, and every query of the dashboard
 * returns data. Grafana isn't started.
 */
@OnMesh
class MetricsIT {

	private static final String NAMESPACE = "trio-test-metrics";

	private final HttpClient http = HttpClient.newHttpClient();

	@Test
	void theDashboardsQueriesReturnData(Mesh mesh) throws Exception {
		Cluster cluster = mesh.cluster();
		String prometheus = Mesh.file("k8s/addons/metrics/prometheus.yaml");
		cluster.kubectl("apply", "--server-side", "--validate=strict", "-n", SavedMeshSettings.ROOT, "-f", prometheus);
		try {
			mesh.deploy(NAMESPACE, "");
			cluster.kubectl("apply", "--server-side", "-n", NAMESPACE, "-f", Mesh.file("k8s/client.yaml"));
			cluster.kubectl("rollout", "status", "-n", SavedMeshSettings.ROOT, "deployment/prometheus",
					"--timeout=120s");
			mesh.awaitReady(NAMESPACE);
			try (PortForward forward = cluster.forward(SavedMeshSettings.ROOT, "service/prometheus", 9090)) {
				List<String> queries = queries(cluster);
				assertThat(queries).hasSize(6);
				// Each attempt sends requests, because a rate needs two scrapes with
				// requests
				// between them.
				Poll.until("queries of the dashboard without data", "\\[\\]", () -> {
					cluster.kubectl("exec", "-n", NAMESPACE, "deployment/client", "-c", "curl", "--", "curl", "-s",
							"-o", "/dev/null", "http://service0/?n=[1-5]");
					cluster.run("", "exec", "-n", NAMESPACE, "deployment/client", "-c", "curl", "--", "curl", "-s",
							"-o", "/dev/null", "-H", "trio-fault: service2=503", "http://service0/");
					List<String> empty = new ArrayList<>();
					for (String query : queries) {
						if (ask(forward.port(), query).isEmpty()) {
							empty.add(query);
						}
					}
					return empty.toString();
				});
				assertThat(ask(forward.port(), "no_such_metric{namespace=\"" + NAMESPACE + "\"}")).isEmpty();
				// The metrics have the labels of the pods.
				assertThat(ask(forward.port(),
						"count by (app, version) (http_server_requests_seconds_count{namespace=\"" + NAMESPACE + "\"})")
					.toString()).contains("service0", "service1", "service2", "\"version\":\"v1\"");
			}
		}
		finally {
			cluster.kubectl("delete", "-n", SavedMeshSettings.ROOT, "--ignore-not-found", "-f", prometheus);
		}
	}

	/** The dashboard's queries, with the namespace instead of the variable. */
	private static List<String> queries(Cluster cluster) throws Exception {
		String dashboard = cluster.kubectl("create", "--dry-run=client", "-o", "jsonpath={.data.mesh-trio\\.json}",
				"-f", Mesh.file("k8s/addons/metrics/grafana.yaml"));
		List<String> queries = new ArrayList<>();
		for (JsonNode panel : JsonMapper.shared().readTree(dashboard).path("panels")) {
			for (JsonNode target : panel.path("targets")) {
				queries.add(target.path("expr").asString("").replace("$namespace", NAMESPACE));
			}
		}
		return queries;
	}

	private JsonNode ask(int port, String query) throws Exception {
		URI uri = URI.create(
				"http://127.0.0.1:" + port + "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
		String answer = this.http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
			.body();
		JsonNode json = JsonMapper.shared().readTree(answer);
		assertThat(json.path("status").asString("")).as("%s: %s", query, answer).isEqualTo("success");
		return json.path("data").path("result");
	}

}
