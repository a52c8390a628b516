package org.meshtrio.cli.deploy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.meshtrio.answer.Call;
import org.meshtrio.answer.Hop;
import org.meshtrio.mesh.Installation;
import org.meshtrio.mesh.MeshAccess;
import org.meshtrio.mesh.cluster.Cluster;
import org.meshtrio.mesh.cluster.ClusterException;
import org.meshtrio.mesh.cluster.Subprocess;
import org.meshtrio.mesh.object.ConfigMap;
import org.meshtrio.trace.http.ConnectTo;
import org.meshtrio.trace.model.Headers;
import org.meshtrio.trace.model.Hops;
import org.meshtrio.trace.process.OnExit;
import org.meshtrio.trace.request.ChainClient;
import org.meshtrio.trace.request.NoAnswerException;
import org.meshtrio.trace.text.Text;
import org.meshtrio.trace.wait.Deadline;

/**
 * Deploys the services to a mesh. If that fails, it leaves the mesh as it was.
 */
final class Installer {

	/** The longest time in which istiod tells the gateway its host and certificate. */
	private static final Duration GATEWAY_LIMIT = Duration.ofSeconds(60);

	private final Path home;

	private final Cluster cluster;

	private final ShownCommands commands;

	private final Installation installation;

	private final Manifests manifests;

	private final Duration limit;

	private final Undo undo;

	Installer(Path home, Cluster cluster, ShownCommands commands, Installation installation, Manifests manifests,
			Duration limit) {
		this.home = home;
		this.cluster = cluster;
		this.commands = commands;
		this.installation = installation;
		this.manifests = manifests;
		this.limit = limit;
		this.undo = new Undo(cluster, commands);
	}

	/**
	 * Checks the cluster, applies the manifests, waits, sends a request, and says what to
	 * do next.
	 * @param provider the tracing provider
	 * @throws ClusterException if something is missing or fails; the changes are undone
	 * @throws IOException if the certificate cannot be written
	 */
	void run(String provider) throws ClusterException, IOException {
		Preflight preflight = new Preflight(this.cluster, this.installation);
		Preflight.Found found = preflight.deployment(provider, this.manifests.addons());
		preflight.ambientNote().ifPresent(this.commands::say);
		if (found.secret() == null) {
			Subprocess.run(Duration.ofMinutes(1), "", List.of("openssl", "version"));
		}
		OnExit undo = OnExit.run("undo", this.undo::run);
		try {
			apply(found);
			this.undo.forget();
		}
		finally {
			this.undo.run();
			undo.cancel();
		}
		new NextSteps(this.cluster, this.installation, certificate("crt")).all().forEach(this.commands::say);
	}

	/** Applies everything before it waits, so that all pods start at the same time. */
	private void apply(Preflight.Found found) throws ClusterException, IOException {
		Rollout store = rollout(Installation.ROOT);
		traceStore(found);
		telemetry();
		namespace(found);
		Rollout services = rollout(this.installation.namespace());
		List<String> names = services(found, services);
		entry(found);
		if (found.storeIsMissing()) {
			store.await(List.of("jaeger"));
		}
		services.await(names);
		services.requireSidecars();
		Hop hop = answer();
		this.commands.say(this.installation.url() + " answers " + hop.status() + ": " + path(hop));
	}

	/** Such as {@code service0 → (service1 → service2, service2)}. */
	private static String path(Hop hop) {
		List<String> next = hop.calls().stream().map(Call::next).filter(Objects::nonNull).map(Installer::path).toList();
		String name = Text.safe(hop.service());
		if (next.isEmpty()) {
			return name;
		}
		return name + " → " + ((next.size() == 1) ? next.get(0) : "(" + String.join(", ", next) + ")");
	}

	private void traceStore(Preflight.Found found) throws ClusterException {
		if (!found.storeIsMissing()) {
			return;
		}
		String addons = this.manifests.addons().toString();
		applyAndRestore("-k", addons);
		own("-k", addons);
	}

	private void telemetry() throws ClusterException {
		String[] source = { "-n", Installation.ROOT, "-f", this.manifests.telemetry().toString() };
		boolean isNew = !this.cluster.has("telemetries.telemetry.istio.io", "-n", Installation.ROOT, "mesh-default");
		applyAndRestore(source);
		if (isNew) {
			own(source);
		}
	}

	private void namespace(Preflight.Found found) throws ClusterException {
		String[] source = { "-f", this.manifests.namespace().toString() };
		if (!found.namespaceIsNew()) {
			applyAndRestore(source);
			return;
		}
		this.undo.deletes("namespace", this.installation.namespace());
		apply(source);
		own(source);
	}

	/** Returns the names of the Deployments. */
	private List<String> services(Preflight.Found found, Rollout rollout) throws ClusterException {
		Map<String, String> before = propagation();
		applyInNamespace(found, "-n", this.installation.namespace(), "-f", this.manifests.propagation().toString());
		boolean restart = !found.namespaceIsNew() && (!before.equals(propagation()) || rollout.isStuck());
		List<String> names = applyInNamespace(found, "-k", this.manifests.trio().toString()).lines()
			.filter((line) -> line.startsWith("deployment.apps/"))
			.map((line) -> line.substring(line.indexOf('/') + 1, line.indexOf(' ')))
			.toList();
		if (restart) {
			// The services read the ConfigMap only when they start.
			this.commands.kubectl("rollout", "restart", "-n", this.installation.namespace(), "deployment", "-l",
					"app.kubernetes.io/part-of=mesh-trio");
		}
		return names;
	}

	private Map<String, String> propagation() throws ClusterException {
		ConfigMap configMap = this.cluster.find(ConfigMap.class, "configmap", "-n", this.installation.namespace(),
				"propagation");
		return (configMap != null) ? configMap.data() : Map.of();
	}

	private void entry(Preflight.Found found) throws ClusterException, IOException {
		String secret = this.installation.secret();
		if (found.secret() == null) {
			String host = this.installation.host();
			Files.createDirectories(this.home.resolve("target"));
			this.commands.run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "365", "-subj",
					"/CN=" + host, "-addext", "subjectAltName=DNS:" + host, "-keyout", certificate("key").toString(),
					"-out", certificate("crt").toString());
			this.undo.deletes("secret", "-n", Installation.ROOT, secret);
			this.commands.kubectl("create", "secret", "tls", secret, "-n", Installation.ROOT,
					"--cert=" + certificate("crt"), "--key=" + certificate("key"));
			this.commands.kubectl("label", "secret", secret, "-n", Installation.ROOT,
					"app.kubernetes.io/part-of=mesh-trio", DeployCommand.MADE_BY_LABEL);
		}
		else {
			Files.createDirectories(this.home.resolve("target"));
			Files.writeString(certificate("crt"), Certificate.pem(found.secret()));
		}
		applyInNamespace(found, "-n", this.installation.namespace(), "-f", this.manifests.gateway().toString());
	}

	private Hop answer() throws ClusterException {
		URI url = URI.create(this.installation.url());
		try (MeshAccess access = new MeshAccess(this.cluster)) {
			ConnectTo entry = access.gateway(url);
			Deadline deadline = Deadline.after(GATEWAY_LIMIT);
			while (true) {
				String why;
				try {
					Hop hop = new ChainClient(Duration.ofSeconds(15), entry).get(url, Headers.NONE);
					Set<String> missing = new LinkedHashSet<>(this.manifests.services());
					Hops.of(hop).forEach((one) -> missing.remove(one.service()));
					if (hop.status() == 200 && missing.isEmpty()
							&& this.installation.namespace().equals(hop.namespace())) {
						return hop;
					}
					why = url + " answered " + hop.status() + " from " + hop.service() + " in namespace "
							+ hop.namespace() + " (" + hop.message() + ")"
							+ (missing.isEmpty() ? "" : " without " + Text.list(List.copyOf(missing)));
				}
				catch (NoAnswerException ex) {
					why = ex.getMessage();
				}
				if (!deadline.pause(Rollout.INTERVAL)) {
					throw new ClusterException(
							"the services run, but " + why + ": istioctl analyze -n " + this.installation.namespace()
									+ " and kubectl logs -n istio-system deploy/istio-ingressgateway may show why");
				}
			}
		}
	}

	/** If the namespace is new, deleting it undoes everything in it. */
	private String applyInNamespace(Preflight.Found found, String... source) throws ClusterException {
		return found.namespaceIsNew() ? apply(source) : applyAndRestore(source);
	}

	private String applyAndRestore(String... source) throws ClusterException {
		this.undo.restores(source);
		return apply(source);
	}

	private String apply(String... source) throws ClusterException {
		this.undo.requireNotBegun();
		return this.commands.kubectl(ShownCommands.joined(source, "apply", "--server-side", "--force-conflicts"));
	}

	/** Marks new objects for {@code --delete}. */
	private void own(String... source) throws ClusterException {
		this.commands.kubectl(ShownCommands.joined(source, "label", DeployCommand.MADE_BY_LABEL));
	}

	private Rollout rollout(String namespace) {
		return new Rollout(this.cluster, namespace, this.limit, this.commands::say);
	}

	private Path certificate(String extension) {
		return Manifests.shown(this.home.resolve("target").resolve(this.installation.host() + "." + extension));
	}

}
