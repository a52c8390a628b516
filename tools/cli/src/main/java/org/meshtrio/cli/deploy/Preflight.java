package org.meshtrio.cli.deploy;

import java.nio.file.Path;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.meshtrio.mesh.Installation;
import org.meshtrio.mesh.cluster.Cluster;
import org.meshtrio.mesh.cluster.ClusterException;
import org.meshtrio.mesh.istio.Gateway;
import org.meshtrio.mesh.istio.MeshConfig;
import org.meshtrio.mesh.istio.Telemetry;
import org.meshtrio.mesh.object.AnyObject;
import org.meshtrio.mesh.object.ConfigMap;
import org.meshtrio.mesh.object.Metadata;
import org.meshtrio.mesh.object.Namespace;
import org.meshtrio.mesh.object.Secret;

/**
 * Checks a cluster before anything is changed.
 */
final class Preflight {

	private static final String INSTALL = "install Istio with istioctl install -f istio/install.yaml";

	private final Cluster cluster;

	private final Installation installation;

	Preflight(Cluster cluster, Installation installation) {
		this.cluster = cluster;
		this.installation = installation;
	}

	/**
	 * Checks what a deployment needs.
	 * @param provider the tracing provider
	 * @param addons the folder of the trace store's manifests
	 * @return what the cluster has
	 * @throws ClusterException if something is missing or in the way
	 */
	Found deployment(String provider, Path addons) throws ClusterException {
		new Permissions().in(Installation.ROOT, "get", "deployments.apps", "services", "configmaps", "secrets")
			.everywhere("get", "namespaces")
			.require(this.cluster);
		requireIstio(provider);
		Namespace namespace = namespace();
		Secret secret = this.cluster.find(Secret.class, "secret", "-n", Installation.ROOT, this.installation.secret());
		boolean store = this.cluster.has("service", "-n", Installation.ROOT, "tracing");
		Found found = new Found(namespace == null, !store, secret);
		permissions(found).require(this.cluster);
		if (!store) {
			requireNoOtherStore(addons);
		}
		requireNoOtherTelemetry();
		requireFreeHost();
		requireGoodSecret(secret);
		return found;
	}

	private Permissions permissions(Found found) {
		Permissions permissions = new Permissions()
			.everywhere(found.namespaceIsNew() ? "create" : "patch", "namespaces")
			.in(this.installation.namespace(), "patch", "serviceaccounts", "services", "configmaps", "deployments.apps",
					"gateways.networking.istio.io", "virtualservices.networking.istio.io")
			.in(Installation.ROOT, "patch", "telemetries.telemetry.istio.io")
			.everywhere("list", "gateways.networking.istio.io")
			.in(Installation.ROOT, "create", "pods/portforward");
		if (found.secret() == null) {
			permissions.in(Installation.ROOT, "create", "secrets");
		}
		if (found.storeIsMissing()) {
			permissions.in(Installation.ROOT, "patch", "deployments.apps", "services");
		}
		return permissions;
	}

	/**
	 * Checks what a removal needs.
	 * @return whether the namespace exists
	 * @throws ClusterException if something is in the way
	 */
	boolean removal() throws ClusterException {
		new Permissions().everywhere("get", "namespaces")
			.everywhere("delete", "namespaces")
			.in(Installation.ROOT, "delete", "secrets", "services", "deployments.apps",
					"telemetries.telemetry.istio.io")
			.require(this.cluster);
		Namespace namespace = namespace();
		if (namespace == null) {
			return false;
		}
		if (!DeployCommand.MADE_BY.equals(namespace.metadata().label("app.kubernetes.io/managed-by"))) {
			throw new ClusterException("namespace " + this.installation.namespace()
					+ " existed before ./trio deploy: delete it with kubectl delete namespace "
					+ this.installation.namespace() + ", and then run this command again for the rest");
		}
		return true;
	}

	/**
	 * Says what becomes of ambient mode, which the manifests don't use.
	 * @return a note, if the mesh or the namespace has it
	 * @throws ClusterException if the namespace can't be read
	 */
	Optional<String> ambientNote() throws ClusterException {
		String name = this.installation.namespace();
		Namespace namespace = this.cluster.find(Namespace.class, "namespace", name);
		if (namespace != null && namespace.metadata().label("istio.io/dataplane-mode").equals("ambient")) {
			return Optional
				.of("namespace " + name + " is in ambient mode, but the services get sidecars, and a pod with"
						+ " a sidecar isn't in ambient mode (docs/mesh.md, Ambient mode)");
		}
		// Without permission to look for it, there's just no note.
		String ztunnel = this.cluster
			.run("", "get", "daemonset", "-n", Installation.ROOT, "ztunnel", "-o", "name", "--ignore-not-found")
			.output();
		return ztunnel.isBlank() ? Optional.empty()
				: Optional.of("this mesh has ambient mode, but the services get sidecars, which work next to it"
						+ " (docs/mesh.md, Ambient mode)");
	}

	private void requireIstio(String provider) throws ClusterException {
		if (this.cluster.list(AnyObject.class, "deployments", "-n", Installation.ROOT, "-l", "app=istiod").isEmpty()) {
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

	private @Nullable Namespace namespace() throws ClusterException {
		String name = this.installation.namespace();
		Namespace namespace = this.cluster.find(Namespace.class, "namespace", name);
		if (namespace == null) {
			return null;
		}
		if (!isOurs(namespace.metadata())) {
			throw new ClusterException("namespace " + name + " is used for something else, because it doesn't have the"
					+ " label app.kubernetes.io/part-of=mesh-trio: choose another one with --namespace NAME");
		}
		if ("Terminating".equals(namespace.status().phase())) {
			throw new ClusterException("namespace " + name + " is being deleted: wait with kubectl wait"
					+ " --for=delete namespace/" + name + ", and then run this again");
		}
		return namespace;
	}

	private void requireNoOtherStore(Path addons) throws ClusterException {
		for (AnyObject object : this.cluster.list(AnyObject.class, "-k", addons.toString(), "--ignore-not-found")) {
			if (!isOurs(object.metadata())) {
				throw new ClusterException(object.kind() + " " + object.metadata().name()
						+ " in istio-system isn't from this project, but the trace store needs that name: if it is a"
						+ " trace store, give it a Service tracing as in k8s/addons/jaeger.yaml; otherwise, rename it");
			}
		}
	}

	private void requireNoOtherTelemetry() throws ClusterException {
		for (Telemetry telemetry : this.cluster.list(Telemetry.class, "telemetries.telemetry.istio.io", "-n",
				Installation.ROOT)) {
			String name = telemetry.metadata().name();
			boolean hasOurName = "mesh-default".equals(name);
			boolean isForTheMesh = telemetry.spec().selector() == null && telemetry.spec().targetRefs() == null;
			boolean setsTracing = isForTheMesh && !telemetry.spec().tracing().isEmpty();
			if ((hasOurName && !isOurs(telemetry.metadata())) || (!hasOurName && setsTracing)) {
				throw new ClusterException("Telemetry " + name
						+ " in istio-system isn't from this project, but sets the tracing of the whole mesh: ask"
						+ " whether it's needed, and if it isn't, delete it with kubectl delete telemetry -n"
						+ " istio-system " + name);
			}
		}
	}

	private void requireFreeHost() throws ClusterException {
		for (Gateway gateway : this.cluster.list(Gateway.class, "gateways.networking.istio.io", "-A")) {
			Metadata metadata = gateway.metadata();
			if (!metadata.namespace().equals(this.installation.namespace())
					&& gateway.hosts().contains(this.installation.host())) {
				throw new ClusterException("host " + this.installation.host() + " is taken by Gateway "
						+ metadata.name() + " in namespace " + metadata.namespace()
						+ ": choose another namespace with --namespace NAME, which changes the host too");
			}
		}
	}

	private void requireGoodSecret(@Nullable Secret secret) throws ClusterException {
		String fault = (secret != null) ? Certificate.fault(secret, this.installation.host()) : null;
		if (fault != null) {
			throw new ClusterException(
					"the gateway cannot use secret " + this.installation.secret() + " in istio-system: " + fault
							+ "; fix it, or delete it with kubectl delete secret -n istio-system "
							+ this.installation.secret() + " to get a new one");
		}
	}

	private static boolean isOurs(Metadata metadata) {
		return "mesh-trio".equals(metadata.label("app.kubernetes.io/part-of"));
	}

	/**
	 * What a cluster has before a deployment.
	 *
	 * @param namespaceIsNew whether the namespace doesn't exist
	 * @param storeIsMissing whether there is no trace store
	 * @param secret the certificate of the host, or {@code null} if there is none
	 */
	record Found(boolean namespaceIsNew, boolean storeIsMissing, @Nullable Secret secret) {

	}

}
