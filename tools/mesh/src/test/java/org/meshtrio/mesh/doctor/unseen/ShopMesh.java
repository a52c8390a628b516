package org.meshtrio.mesh.doctor.unseen;

import java.util.List;
import java.util.Set;

import org.meshtrio.mesh.istio.MeshConfig;
import org.meshtrio.mesh.istio.Provider;
import org.meshtrio.mesh.object.Namespace;
import org.meshtrio.mesh.object.ObjectReader;
import org.meshtrio.mesh.object.Pod;
import org.meshtrio.mesh.object.Service;
import org.meshtrio.mesh.tracing.CollectorWay;
import org.meshtrio.mesh.tracing.MeshState;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

/**
 * A mesh with a cart and a stock, which the test changes.
 */
final class ShopMesh {

	static final Provider OTEL = new Provider("otel", new Provider.Settings("here", 4317, null, null, null), null, null,
			null);

	String namespaceLabels = "";

	String cartPod = "";

	String stockPod = "";

	String stockSpec = "";

	String stockPort = "name: http";

	boolean stockHasProxy = true;

	MeshState state() {
		String sidecar = "{name: istio-proxy}, ";
		return new MeshState(
				new MeshConfig(null, null, new MeshConfig.ProxyConfig(null),
						new MeshConfig.DefaultProviders(List.of("otel")), List.of(OTEL)),
				List.of(),
				List.of(pod("cart", this.cartPod, sidecar, ""),
						pod("stock", this.stockPod, this.stockHasProxy ? sidecar : "", this.stockSpec)),
				List.of(service("cart", "name: http"), service("stock", this.stockPort)), List.of(), Set.of("here"),
				100, List.of(read("metadata: {name: shop, labels: {" + this.namespaceLabels + "}}", Namespace.class)),
				CollectorWay.OPEN);
	}

	private static Pod pod(String name, String metadata, String sidecar, String spec) {
		return read("""
				metadata: {name: %s-1, namespace: shop, labels: {app: %s%s
				spec: {containers: [%s{name: app, ports: [{name: web, containerPort: 8080}]}]%s}
				status: {phase: Running}
				""".formatted(name, name, metadata.isEmpty() ? "}}" : metadata, sidecar, spec), Pod.class);
	}

	private static Service service(String name, String port) {
		return read("""
				metadata: {name: %s, namespace: shop}
				spec: {selector: {app: %s}, ports: [{%s, port: 80, targetPort: web}]}
				""".formatted(name, name, port), Service.class);
	}

	private static <T> T read(String yaml, Class<T> type) {
		return ObjectReader.read(JsonMapper.shared().valueToTree(new Yaml().load(yaml)), type);
	}

}
