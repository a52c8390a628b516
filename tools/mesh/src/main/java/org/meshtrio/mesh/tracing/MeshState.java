package org.meshtrio.mesh.tracing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.meshtrio.mesh.cluster.Cluster;
import org.meshtrio.mesh.cluster.ClusterException;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * What a cluster says about tracing, as it was at one moment.
 *
 * @param config the mesh configuration
 * @param telemetries the Telemetry objects of all namespaces
 * @param pods the pods of the services and of the ingress gateway
 * @param services the Services that tracing providers report to
 * @param endpointSlices the EndpointSlices of these Services
 * @param hosts the hosts of all ServiceEntries
 * @param defaultSampling the percentage of requests that istiod has proxies sample where
 * nothing else says it
 */
public record MeshState(JsonNode config, JsonNode telemetries, JsonNode pods, JsonNode services,
		JsonNode endpointSlices, Set<String> hosts, double defaultSampling) {

	private static final String ISTIO = "istio-system";

	/**
	 * Reads the cluster.
	 * @param cluster the cluster
	 * @param namespace the namespace of the services
	 * @param gateway whether requests come in by the ingress gateway
	 * @return its state
	 * @throws ClusterException where something may not be read, or there is no Istio
	 */
	public static MeshState of(Cluster cluster, String namespace, boolean gateway) throws ClusterException {
		if (!cluster.has("configmap", "-n", ISTIO, "istio")) {
			throw new ClusterException("the cluster of context " + cluster.context() + " has no ConfigMap istio in "
					+ ISTIO + ": install Istio with istioctl install -f istio/install.yaml");
		}
		if (!cluster.has("namespace", namespace)) {
			throw new ClusterException("the cluster of context " + cluster.context() + " has no namespace " + namespace
					+ ": name that of your services with --namespace");
		}
		JsonNode config = yaml(cluster.get("configmap", "-n", ISTIO, "istio").path("data").path("mesh").asString(""));
		ArrayNode pods = JsonMapper.shared().createArrayNode();
		cluster.get("pods", "-n", namespace).path("items").forEach(pods::add);
		if (gateway) {
			cluster.get("pods", "-n", ISTIO, "-l", "istio=ingressgateway").path("items").forEach(pods::add);
		}
		ArrayNode services = JsonMapper.shared().createArrayNode();
		ArrayNode endpointSlices = JsonMapper.shared().createArrayNode();
		for (JsonNode provider : config.path("extensionProviders")) {
			ServiceHost host = ServiceHost.of(Provider.of(provider).service());
			if (host != null && cluster.has("service", "-n", host.namespace(), host.name())) {
				services.add(cluster.get("service", "-n", host.namespace(), host.name()));
				cluster.get("endpointslices", "-n", host.namespace(), "-l", "kubernetes.io/service-name=" + host.name())
					.path("items")
					.forEach(endpointSlices::add);
			}
		}
		return new MeshState(config, cluster.get("telemetries.telemetry.istio.io", "-A").path("items"), pods, services,
				endpointSlices, hosts(cluster.get("serviceentries.networking.istio.io", "-A").path("items")),
				sampling(cluster.get("deployments", "-n", ISTIO, "-l", "app=istiod")));
	}

	/**
	 * The proxies of these pods, one for each workload.
	 * @return the proxies
	 */
	public Collection<Proxy> proxies() {
		Set<Proxy> proxies = new LinkedHashSet<>();
		for (JsonNode pod : this.pods) {
			if (Proxy.isIn(pod)) {
				proxies.add(Proxy.of(pod));
			}
		}
		return proxies;
	}

	public List<Provider> providers() {
		List<Provider> providers = new ArrayList<>();
		this.config.path("extensionProviders").forEach((provider) -> providers.add(Provider.of(provider)));
		return providers;
	}

	public @Nullable Provider provider(String name) {
		// Without case, as Istio compares them.
		return providers().stream()
			.filter((provider) -> provider.name().equalsIgnoreCase(name))
			.findFirst()
			.orElse(null);
	}

	public String rootNamespace() {
		return this.config.path("rootNamespace").asString(ISTIO);
	}

	/**
	 * An environment variable of a pod's application, as its manifest gives it.
	 * @param pod the pod's name
	 * @param variable the variable's name
	 * @return its value, or {@code null} where the manifest has none
	 */
	public @Nullable String variable(@Nullable String pod, String variable) {
		for (JsonNode candidate : this.pods) {
			if (candidate.path("metadata").path("name").asString("").equals(pod)) {
				for (JsonNode container : candidate.path("spec").path("containers")) {
					for (JsonNode env : container.path("env")) {
						if (env.path("name").asString("").equals(variable) && env.has("value")) {
							return env.path("value").asString("");
						}
					}
				}
			}
		}
		return null;
	}

	public static JsonNode yaml(String text) throws ClusterException {
		try {
			Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
			return JsonMapper.shared().valueToTree((document != null) ? document : Map.of());
		}
		catch (YAMLException ex) {
			throw new ClusterException("the mesh configuration (ConfigMap istio in istio-system) is no valid YAML");
		}
	}

	private static Set<String> hosts(JsonNode serviceEntries) {
		Set<String> hosts = new LinkedHashSet<>();
		serviceEntries
			.forEach((entry) -> entry.path("spec").path("hosts").forEach((host) -> hosts.add(host.asString(""))));
		return hosts;
	}

	private static double sampling(JsonNode istiod) {
		for (JsonNode deployment : istiod.path("items")) {
			for (JsonNode container : deployment.path("spec").path("template").path("spec").path("containers")) {
				for (JsonNode env : container.path("env")) {
					if (env.path("name").asString("").equals("PILOT_TRACE_SAMPLING")) {
						return env.path("value").asDouble(1);
					}
				}
			}
		}
		return 1;
	}

}
