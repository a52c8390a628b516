package org.meshtrio.mesh.doctor.config;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.meshtrio.mesh.istio.DestinationRule;
import org.meshtrio.mesh.istio.MeshConfig;
import org.meshtrio.mesh.istio.Provider;
import org.meshtrio.mesh.istio.SecurityPolicy;
import org.meshtrio.mesh.object.EndpointSlice;
import org.meshtrio.mesh.object.ObjectReader;
import org.meshtrio.mesh.object.Pod;
import org.meshtrio.mesh.object.Service;
import org.meshtrio.mesh.tracing.CollectorWay;
import org.meshtrio.mesh.tracing.MeshState;
import org.meshtrio.mesh.tracing.ServiceHost;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

/**
 * A mesh with a cart that reports to a collector, which the test changes.
 */
final class CollectorMesh {

	static final ServiceHost HOST = new ServiceHost("observe", "collector");

	String portName = "grpc-otlp";

	boolean collectorHasProxy;

	boolean http;

	String rules = "[]";

	String peers = "[]";

	String policies = "[]";

	Provider provider() {
		return new Provider("otel", new Provider.Settings("collector.observe.svc.cluster.local", 4317, null,
				this.http ? JsonMapper.shared().createObjectNode() : null, null), null, null, null);
	}

	MeshState state() {
		String proxy = "[{name: istio-proxy}]";
		CollectorWay way = new CollectorWay(List.of(pod("collector", "observe", this.collectorHasProxy ? proxy : "[]")),
				all(this.rules, DestinationRule.class), all(this.peers, SecurityPolicy.class),
				all(this.policies, SecurityPolicy.class));
		Service service = read("""
				metadata: {name: collector, namespace: observe}
				spec: {selector: {app: collector}, ports: [{name: %s, port: 4317, targetPort: 14317}]}
				""".formatted(this.portName), Service.class);
		EndpointSlice slice = read("""
				metadata: {namespace: observe, labels: {kubernetes.io/service-name: collector}}
				endpoints: [{}]
				""", EndpointSlice.class);
		return new MeshState(
				new MeshConfig(null, null, new MeshConfig.ProxyConfig(null),
						new MeshConfig.DefaultProviders(List.of("otel")), List.of(provider())),
				List.of(), List.of(pod("cart", "shop", proxy)), List.of(service), List.of(slice), Set.of(), 100,
				List.of(), way);
	}

	private static Pod pod(String name, String namespace, String containers) {
		return read("""
				metadata: {name: %s, namespace: %s, labels: {app: %s}}
				spec: {containers: %s}
				status: {phase: Running}
				""".formatted(name, namespace, name, containers), Pod.class);
	}

	private static <T> List<T> all(String yaml, Class<T> type) {
		return ObjectReader.readAll(
				JsonMapper.shared().valueToTree(Map.of("items", new Yaml().<Object>load(yaml))).path("items"), type);
	}

	private static <T> T read(String yaml, Class<T> type) {
		return ObjectReader.read(JsonMapper.shared().valueToTree(new Yaml().load(yaml)), type);
	}

}
