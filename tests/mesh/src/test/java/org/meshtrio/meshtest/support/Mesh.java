package org.meshtrio.meshtest.support;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.meshtrio.mesh.cluster.Cluster;
import org.meshtrio.mesh.cluster.ClusterException;
import org.meshtrio.mesh.cluster.PortForward;
import org.meshtrio.trace.store.TraceStore;
import org.meshtrio.trace.store.TraceStoreException;

/**
 * The mesh for the tests. {@link OnMesh} opens it once for all tests, and it is restored
 * at the end.
 */
public final class Mesh implements AutoCloseable {

	/** The lines of a kustomization for a fork instead of a chain. */
	public static final String FAN_OUT = "components: [../../../../../k8s/fan-out]\n";

	/** The repository. */
	public static final Path HOME = Path.of(System.getProperty("trio.home", "."));

	private static final String ROOT = SavedMeshSettings.ROOT;

	private static final List<String> PROVIDERS = List.of("otel", "zipkin", "zipkin-w3c");

	private final Cluster cluster;

	private final SavedMeshSettings settings;

	private final Set<String> namespaces = ConcurrentHashMap.newKeySet();

	private final TraceStore store;

	private final PortForward storeForward;

	private final TestGateway gateway;

	/** Restores the mesh even after Ctrl-C. */
	private final Thread hook = new Thread(this::restore);

	Mesh() throws ClusterException, TraceStoreException {
		this.cluster = named();
		System.out.println("mesh tests: they run on the cluster of context " + this.cluster.context()
				+ ". They change the Telemetry objects in istio-system and the mesh configuration (ConfigMap istio), and"
				+ " restore them at the end. They add k8s/addons, and namespaces trio-test-*, which they remove");
		this.settings = new SavedMeshSettings(this.cluster);
		this.settings.save();
		// A killed run leaves its namespaces.
		for (String name : this.cluster.kubectl("get", "namespaces", "-o", "name").lines().toList()) {
			if (name.startsWith("namespace/trio-test-")) {
				this.cluster.kubectl("delete", name, "--wait=false");
			}
		}
		Runtime.getRuntime().addShutdownHook(this.hook);
		this.cluster.kubectl("apply", "--server-side", "--force-conflicts", "--validate=strict", "-k",
				file("k8s/addons"));
		this.cluster.kubectl("rollout", "status", "-n", ROOT, "deployment/jaeger", "--timeout=120s");
		this.storeForward = this.cluster.forward(ROOT, "service/tracing", 80);
		this.store = TraceStore.at(URI.create("http://127.0.0.1:" + this.storeForward.port()));
		this.gateway = new TestGateway(this.cluster);
	}

	private static Cluster named() throws ClusterException {
		String context = System.getProperty("mesh.context", "");
		String current = Cluster.currentContext();
		if (!current.equals(context)) {
			throw new ClusterException(
					"the mesh tests change a cluster, so it must be named twice: KUBECONFIG selects" + " the context "
							+ current + ", and -Dmesh.context names " + (context.isEmpty() ? "none" : context));
		}
		Cluster cluster = Cluster.of(context);
		String install = ": install Istio with istioctl install -f istio/install.yaml";
		if (!cluster.has("configmap", "-n", ROOT, "istio")) {
			throw new ClusterException("the cluster of context " + context + " has no Istio" + install);
		}
		String config = cluster.get("configmap", "-n", ROOT, "istio").path("data").path("mesh").asString("");
		for (String provider : PROVIDERS) {
			if (!config.contains("name: " + provider + "\n")) {
				throw new ClusterException(
						"the mesh of context " + context + " has no tracing provider " + provider + install);
			}
		}
		return cluster;
	}

	public Cluster cluster() {
		return this.cluster;
	}

	public SavedMeshSettings settings() {
		return this.settings;
	}

	public TraceStore store() {
		return this.store;
	}

	public TestGateway gateway() {
		return this.gateway;
	}

	/**
	 * The path of a file or folder of the repository.
	 * @param name its path from the root of the repository
	 * @return its absolute path
	 */
	public static String file(String name) {
		return HOME.resolve(name).toString();
	}

	/**
	 * Deploys k8s/ into a new namespace and waits until it is ready.
	 * @param namespace the namespace, {@code trio-test-…}
	 * @param kustomization further YAML of the overlay, such as patches and resources
	 * @throws ClusterException if kubectl fails, or if it isn't ready in time
	 * @throws IOException if the overlay can't be written
	 */
	public void deploy(String namespace, String kustomization) throws ClusterException, IOException {
		apply(namespace, kustomization);
		awaitReady(namespace);
	}

	/**
	 * Creates a namespace, which is removed at the end.
	 * @param namespace the namespace, {@code trio-test-…}
	 * @throws ClusterException if kubectl fails
	 */
	public void namespace(String namespace) throws ClusterException {
		if (!namespace.startsWith("trio-test-")) {
			throw new IllegalArgumentException(namespace);
		}
		this.namespaces.add(namespace);
		// Objects that a killed run left would change the test.
		this.cluster.kubectl("delete", "namespace", namespace, "--ignore-not-found", "--timeout=120s");
		this.cluster.kubectl("create", "namespace", namespace);
	}

	/**
	 * Deploys k8s/ into a namespace, and doesn't wait. Creates the namespace if this run
	 * hasn't yet.
	 * @param namespace the namespace, {@code trio-test-…}
	 * @param kustomization further YAML of the overlay, such as patches and resources
	 * @throws ClusterException if kubectl fails
	 * @throws IOException if the overlay can't be written
	 */
	public void apply(String namespace, String kustomization) throws ClusterException, IOException {
		if (!this.namespaces.contains(namespace)) {
			namespace(namespace);
		}
		Path overlay = Files.createDirectories(HOME.resolve("tests/mesh/target/overlays").resolve(namespace));
		Files.writeString(overlay.resolve("kustomization.yaml"), """
				apiVersion: kustomize.config.k8s.io/v1beta1
				kind: Kustomization
				namespace: %s
				resources: [../../../../../k8s]
				%s
				""".formatted(namespace, kustomization));
		this.cluster.kubectl("apply", "--server-side", "--validate=strict", "-k", overlay.toString());
	}

	/**
	 * Waits until every Deployment of a namespace is ready.
	 * @param namespace the namespace
	 * @throws ClusterException if one isn't ready within two minutes
	 */
	public void awaitReady(String namespace) throws ClusterException {
		this.cluster.kubectl("rollout", "status", "-n", namespace, "deployment", "--timeout=120s");
	}

	/**
	 * Removes the namespaces that were created so far, because their pods would slow down
	 * the next tests.
	 */
	void removeNamespaces() {
		try {
			for (String namespace : this.namespaces) {
				this.cluster.kubectl("delete", "namespace", namespace, "--ignore-not-found", "--wait=false");
			}
			this.namespaces.clear();
		}
		catch (ClusterException ex) {
			System.out.println("mesh tests: the namespaces " + this.namespaces + " remain: " + ex.getMessage());
		}
	}

	@Override
	public void close() {
		restore();
		try {
			Runtime.getRuntime().removeShutdownHook(this.hook);
		}
		catch (IllegalStateException ex) {
			// The shutdown has begun.
		}
	}

	private synchronized void restore() {
		this.storeForward.close();
		this.gateway.close();
		removeNamespaces();
		try {
			this.settings.restore();
		}
		catch (ClusterException ex) {
			System.out.println("mesh tests: not everything was restored. The next run tries again: " + ex.getMessage());
		}
	}

}
