package org.meshtrio.cli.deploy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.meshtrio.mesh.Installation;
import org.meshtrio.mesh.MeshAccess;
import org.meshtrio.mesh.cluster.Cluster;
import org.meshtrio.mesh.cluster.ClusterException;
import tools.jackson.databind.JsonNode;

/**
 * The commands to type when the services run on a mesh.
 */
final class NextSteps {

	private static final int HTTPS = 443;

	private final Cluster cluster;

	private final Installation installation;

	private final Path certificate;

	NextSteps(Cluster cluster, Installation installation, Path certificate) {
		this.cluster = cluster;
		this.installation = installation;
		this.certificate = certificate;
	}

	/**
	 * Reads the gateway's address.
	 * @return the lines
	 * @throws ClusterException if it cannot be read
	 */
	List<String> all() throws ClusterException {
		List<String> lines = new ArrayList<>();
		JsonNode gateway = this.cluster.get("service", "-n", Installation.ROOT, "istio-ingressgateway");
		JsonNode balancer = gateway.path("status").path("loadBalancer").path("ingress").path(0);
		JsonNode port = port(gateway);
		if (balancer.has("ip")) {
			lines.add(
					curl("--resolve " + this.installation.host() + ":" + HTTPS + ":" + balancer.path("ip").asString()));
		}
		else if (balancer.has("hostname")) {
			lines.add(curl(connect(balancer.path("hostname").asString(), HTTPS)));
		}
		else if ("NodePort".equals(gateway.path("spec").path("type").asString(""))) {
			lines.add(curl(connect(node(), port.path("nodePort").asInt())));
		}
		else {
			lines.add("try   kubectl port-forward -n istio-system service/istio-ingressgateway 8443:" + HTTPS
					+ "    in another terminal: the gateway has no address");
			lines.add(curl(connect("localhost", 8443)));
		}
		boolean isDefault = MeshAccess.URL.equals(this.installation.url());
		lines.add("try   ./trio trace --mesh" + (isDefault ? "" : " " + this.installation.url()));
		lines
			.add("look  kubectl port-forward -n istio-system service/tracing 16686:80    then http://localhost:16686/");
		lines.add("end   ./trio deploy" + (isDefault ? "" : " --namespace " + this.installation.namespace())
				+ " --delete");
		return lines;
	}

	private String curl(String how) {
		return "try   curl " + how + " --cacert " + this.certificate + " " + this.installation.url();
	}

	private String connect(String address, int port) {
		return "--connect-to " + this.installation.host() + ":" + HTTPS + ":" + address + ":" + port;
	}

	private String node() throws ClusterException {
		return this.cluster
			.kubectl("get", "nodes", "-o", "jsonpath={.items[0].status.addresses[?(@.type==\"InternalIP\")].address}")
			.strip();
	}

	private static JsonNode port(JsonNode service) {
		for (JsonNode port : service.path("spec").path("ports")) {
			if (port.path("port").asInt() == HTTPS) {
				return port;
			}
		}
		return service.path("spec").path("ports").path(-1);
	}

}
