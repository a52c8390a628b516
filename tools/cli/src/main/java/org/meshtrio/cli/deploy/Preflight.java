package org.meshtrio.cli.deploy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.meshtrio.mesh.Installation;
import org.meshtrio.mesh.cluster.Cluster;
import org.meshtrio.mesh.cluster.ClusterException;
import org.meshtrio.mesh.cluster.Subprocess;
import org.meshtrio.mesh.istio.MeshConfig;
import org.meshtrio.mesh.object.ConfigMap;
import org.meshtrio.trace.text.Text;
import tools.jackson.databind.JsonNode;

/**
 * What must be so before anything on a cluster is changed.
 */
final class Preflight {

	private static final String INSTALL = "install Istio with istioctl install -f istio/install.yaml";

	private final Cluster cluster;

	private final Installation place;

	Preflight(Cluster cluster, Installation place) {
		this.cluster = cluster;
		this.place = place;
	}

	/**
	 * Checks what a deployment needs.
	 * @param provider the tracing provider
	 * @param addons the folder of the trace store's manifests
	 * @return what was found
	 * @throws ClusterException where something is missing or in the way
	 */
	Found deployment(String provider, Path addons) throws ClusterException {
		require(List.of(in(Installation.ROOT, "get", "deployments.apps"), in(Installation.ROOT, "get", "services"),
				in(Installation.ROOT, "get", "configmaps"), in(Installation.ROOT, "get", "secrets"),
				overall("get", "namespaces")));
		requireIstio(provider);
		@Nullable JsonNode namespace = namespace();
		@Nullable JsonNode secret = object("secret", "-n", Installation.ROOT, this.place.secret());
		boolean store = this.cluster.has("service", "-n", Installation.ROOT, "tracing");
		List<Permission> needed = new ArrayList<>();
		needed.add(overall((namespace == null) ? "create" : "patch", "namespaces"));
		for (String resource : List.of("serviceaccounts", "services", "configmaps", "deployments.apps",
				"gateways.networking.istio.io", "virtualservices.networking.istio.io")) {
			needed.add(in(this.place.namespace(), "patch", resource));
		}
		needed.add(in(Installation.ROOT, "patch", "telemetries.telemetry.istio.io"));
		needed.add(overall("list", "gateways.networking.istio.io"));
		needed.add(in(Installation.ROOT, "create", "pods/portforward"));
		if (secret == null) {
			needed.add(in(Installation.ROOT, "create", "secrets"));
		}
		if (!store) {
			needed.add(in(Installation.ROOT, "patch", "deployments.apps"));
			needed.add(in(Installation.ROOT, "patch", "services"));
		}
		require(needed);
		if (!store) {
			requireNoOtherStore(addons);
		}
		requireNoOtherTelemetry();
		requireFreeHost();
		requireGoodSecret(secret);
		return new Found(namespace == null, !store, secret == null);
	}

	/**
	 * Checks what a removal needs.
	 * @return whether the namespace is there
	 * @throws ClusterException where something is in the way
	 */
	boolean removal() throws ClusterException {
		require(List.of(overall("get", "namespaces"), overall("delete", "namespaces"),
				in(Installation.ROOT, "delete", "secrets"), in(Installation.ROOT, "delete", "services"),
				in(Installation.ROOT, "delete", "deployments.apps"),
				in(Installation.ROOT, "delete", "telemetries.telemetry.istio.io")));
		JsonNode namespace = namespace();
		if (namespace == null) {
			return false;
		}
		if (!DeployCommand.MADE_BY.equals(label(namespace, "app.kubernetes.io/managed-by"))) {
			throw new ClusterException("namespace " + this.place.namespace()
					+ " was there before ./trio deploy: delete it" + " with kubectl delete namespace "
					+ this.place.namespace() + ", and then the rest with this command");
		}
		return true;
	}

	private void require(List<Permission> permissions) throws ClusterException {
		List<String> missing = new ArrayList<>();
		for (Permission permission : permissions) {
			Subprocess.Result result = this.cluster.run("", permission.question());
			if (result.exitCode() != 0) {
				missing.add(permission.text());
			}
		}
		if (!missing.isEmpty()) {
			throw new ClusterException("context " + this.cluster.context() + " has no permission to "
					+ Text.list(missing)
					+ ": ask the cluster's administrator for it, or choose another context with --context NAME");
		}
	}

	private void requireIstio(String provider) throws ClusterException {
		if (this.cluster.get("deployments", "-n", Installation.ROOT, "-l", "app=istiod").path("items").isEmpty()) {
			throw new ClusterException(
					"the cluster of context " + this.cluster.context() + " has no Istio: " + INSTALL);
		}
		if (!this.cluster.has("service", "-n", Installation.ROOT, "istio-ingressgateway")) {
			throw new ClusterException("the Istio of context " + this.cluster.context()
					+ " has no ingress gateway (Service istio-ingressgateway in istio-system): " + INSTALL);
		}
		ConfigMap configMap = this.cluster.find(ConfigMap.class, "configmap", "-n", Installation.ROOT, "istio");
		if (configMap == null || MeshConfig.of(configMap)
			.extensionProviders()
			.stream()
			.noneMatch((candidate) -> candidate.name().equals(provider))) {
			throw new ClusterException("the mesh of context " + this.cluster.context() + " has no tracing provider "
					+ provider + ": add it with istioctl install -f istio/install.yaml");
		}
	}

	private @Nullable JsonNode namespace() throws ClusterException {
		String name = this.place.namespace();
		JsonNode namespace = object("namespace", name);
		if (namespace == null) {
			return null;
		}
		if (!isOurs(namespace)) {
			throw new ClusterException("namespace " + name + " belongs to somebody else: it has no label"
					+ " app.kubernetes.io/part-of=mesh-trio; choose another one with --namespace NAME");
		}
		if ("Terminating".equals(namespace.path("status").path("phase").asString(""))) {
			throw new ClusterException(
					"namespace " + name + " is just being deleted: wait for its end with kubectl wait"
							+ " --for=delete namespace/" + name + ", and run this again");
		}
		return namespace;
	}

	private void requireNoOtherStore(Path addons) throws ClusterException {
		for (JsonNode item : this.cluster.get("-k", addons.toString(), "--ignore-not-found").path("items")) {
			if (!isOurs(item)) {
				String object = item.path("kind").asString("") + " " + item.path("metadata").path("name").asString("");
				throw new ClusterException(object
						+ " in istio-system is somebody else's, and a trace store needs that name:"
						+ " if it is one, give it a Service tracing as in k8s/addons/jaeger.yaml, otherwise rename it");
			}
		}
	}

	private void requireNoOtherTelemetry() throws ClusterException {
		for (JsonNode item : this.cluster.get("telemetries.telemetry.istio.io", "-n", Installation.ROOT)
			.path("items")) {
			String name = item.path("metadata").path("name").asString("");
			JsonNode spec = item.path("spec");
			boolean forTheMesh = spec.path("selector").isMissingNode() && spec.path("targetRefs").isMissingNode();
			boolean ours = "mesh-default".equals(name) && isOurs(item);
			if (!ours && ("mesh-default".equals(name) || (forTheMesh && spec.has("tracing")))) {
				throw new ClusterException("Telemetry " + name
						+ " in istio-system is somebody else's, and sets the tracing of"
						+ " the whole mesh: ask whether it is needed, and if not delete it with kubectl delete telemetry -n"
						+ " istio-system " + name);
			}
		}
	}

	private void requireFreeHost() throws ClusterException {
		for (JsonNode gateway : this.cluster.get("gateways.networking.istio.io", "-A").path("items")) {
			String namespace = gateway.path("metadata").path("namespace").asString("");
			for (JsonNode server : gateway.path("spec").path("servers")) {
				for (JsonNode host : server.path("hosts")) {
					if (!namespace.equals(this.place.namespace()) && this.place.host().equals(host.asString())) {
						throw new ClusterException("host " + this.place.host() + " is taken by Gateway "
								+ gateway.path("metadata").path("name").asString("") + " in namespace " + namespace
								+ ": choose another namespace, and thereby another host, with --namespace NAME");
					}
				}
			}
		}
	}

	private void requireGoodSecret(@Nullable JsonNode secret) throws ClusterException {
		String fault = (secret != null) ? Certificate.fault(secret, this.place.host()) : null;
		if (fault != null) {
			throw new ClusterException("the gateway cannot use secret " + this.place.secret() + " in istio-system: "
					+ fault + "; put it right, or delete it with kubectl delete secret -n istio-system "
					+ this.place.secret() + " to get a new one");
		}
	}

	private @Nullable JsonNode object(String... arguments) throws ClusterException {
		List<String> all = new ArrayList<>(List.of(arguments));
		all.add("--ignore-not-found");
		JsonNode object = this.cluster.get(all.toArray(String[]::new));
		return object.isObject() ? object : null;
	}

	private static boolean isOurs(JsonNode object) {
		return "mesh-trio".equals(label(object, "app.kubernetes.io/part-of"));
	}

	private static String label(JsonNode object, String name) {
		return object.path("metadata").path("labels").path(name).asString("");
	}

	private static Permission in(String namespace, String verb, String resource) {
		return new Permission(verb, resource, namespace);
	}

	private static Permission overall(String verb, String resource) {
		return new Permission(verb, resource, null);
	}

	/**
	 * What a deployment begins with.
	 *
	 * @param namespaceIsNew whether there is no such namespace yet
	 * @param storeIsMissing whether there is no trace store
	 * @param secretIsMissing whether there is no certificate
	 */
	record Found(boolean namespaceIsNew, boolean storeIsMissing, boolean secretIsMissing) {

	}

	/**
	 * Something that one may do or not.
	 *
	 * @param verb what to do
	 * @param resource with which kind of object
	 * @param namespace in which namespace, or {@code null} for all
	 */
	private record Permission(String verb, String resource, @Nullable String namespace) {

		String[] question() {
			List<String> question = new ArrayList<>(List.of("auth", "can-i", this.verb, this.resource));
			question.addAll((this.namespace != null) ? List.of("-n", this.namespace) : List.of("-A"));
			return question.toArray(String[]::new);
		}

		String text() {
			return this.verb + " " + this.resource + ((this.namespace != null) ? " in " + this.namespace : "");
		}

	}

}
