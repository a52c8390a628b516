package org.meshtrio.cli.deploy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.meshtrio.answer.Hop;
import org.meshtrio.mesh.Installation;
import org.meshtrio.mesh.MeshAccess;
import org.meshtrio.mesh.cluster.Cluster;
import org.meshtrio.mesh.cluster.ClusterException;
import org.meshtrio.mesh.cluster.Subprocess;
import org.meshtrio.trace.http.ConnectTo;
import org.meshtrio.trace.model.Headers;
import org.meshtrio.trace.model.Hops;
import org.meshtrio.trace.request.ChainClient;
import org.meshtrio.trace.request.NoAnswerException;
import org.meshtrio.trace.text.Text;
import tools.jackson.databind.JsonNode;

/**
 * Puts the trio on a mesh, or leaves the mesh as it was.
 */
final class Deployment {

	private static final int CHAIN = 3;

	/** For the gateway to hear of its host and certificate. */
	private static final Duration GATEWAY_LIMIT = Duration.ofSeconds(60);

	private final Path home;

	private final Cluster cluster;

	private final ShownCommands commands;

	private final Installation place;

	private final Manifests manifests;

	private final Duration limit;

	private final Undo undo;

	Deployment(Path home, Cluster cluster, ShownCommands commands, Installation place, Manifests manifests,
			Duration limit) {
		this.home = home;
		this.cluster = cluster;
		this.commands = commands;
		this.place = place;
		this.manifests = manifests;
		this.limit = limit;
		this.undo = new Undo(cluster, commands);
	}

	/**
	 * Checks, applies, waits, tries it and says how to go on.
	 * @param provider the tracing provider
	 * @throws ClusterException where something is missing or fails; what was changed is
	 * undone
	 * @throws IOException where the certificate cannot be written
	 */
	void run(String provider) throws ClusterException, IOException {
		Preflight.Found found = new Preflight(this.cluster, this.place).deployment(provider, this.manifests.addons());
		if (found.secretIsMissing()) {
			Subprocess.run(Duration.ofMinutes(1), "", List.of("openssl", "version"));
		}
		Thread hook = new Thread(this.undo::run, "undo");
		Runtime.getRuntime().addShutdownHook(hook);
		try {
			apply(found);
			this.undo.forget();
		}
		finally {
			this.undo.run();
			removeHook(hook);
		}
		new NextSteps(this.cluster, this.place, certificate("crt")).all().forEach(this.commands::say);
	}

	private void apply(Preflight.Found found) throws ClusterException, IOException {
		traceStore(found);
		telemetry();
		namespace(found);
		services(found);
		entry(found);
		Hop hop = answer();
		this.commands.say(this.place.url() + " answers " + hop.status() + ": "
				+ String.join(" → ", Hops.of(hop).stream().map(Hop::service).map(Text::safe).toList()));
	}

	private void traceStore(Preflight.Found found) throws ClusterException {
		if (!found.storeIsMissing()) {
			return;
		}
		String addons = this.manifests.addons().toString();
		applyAndRestore("-k", addons);
		own("-k", addons);
		rollout(Installation.ROOT).await(List.of("jaeger"));
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
		this.undo.deletes("namespace", this.place.namespace());
		apply(source);
		own(source);
	}

	private void services(Preflight.Found found) throws ClusterException {
		JsonNode before = propagation();
		applyInNamespace(found, "-n", this.place.namespace(), "-f", this.manifests.propagation().toString());
		boolean restart = !found.namespaceIsNew()
				&& (!before.equals(propagation()) || rollout(this.place.namespace()).isStuck());
		List<String> names = applyInNamespace(found, "-k", this.manifests.trio().toString()).lines()
			.filter((line) -> line.startsWith("deployment.apps/"))
			.map((line) -> line.substring(line.indexOf('/') + 1, line.indexOf(' ')))
			.toList();
		if (restart) {
			// They read it once, when they start.
			this.commands.kubectl("rollout", "restart", "-n", this.place.namespace(), "deployment", "-l",
					"app.kubernetes.io/part-of=mesh-trio");
		}
		Rollout rollout = rollout(this.place.namespace());
		rollout.await(names);
		rollout.requireSidecars();
	}

	private JsonNode propagation() throws ClusterException {
		return this.cluster.get("configmap", "-n", this.place.namespace(), "propagation", "--ignore-not-found")
			.path("data");
	}

	private void entry(Preflight.Found found) throws ClusterException, IOException {
		String secret = this.place.secret();
		if (found.secretIsMissing()) {
			String host = this.place.host();
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
			JsonNode there = this.cluster.get("secret", "-n", Installation.ROOT, secret);
			Files.createDirectories(this.home.resolve("target"));
			Files.writeString(certificate("crt"), Certificate.pem(there));
		}
		applyInNamespace(found, "-n", this.place.namespace(), "-f", this.manifests.gateway().toString());
	}

	private Hop answer() throws ClusterException {
		URI url = URI.create(this.place.url());
		try (MeshAccess access = new MeshAccess(this.cluster)) {
			ConnectTo entry = access.gateway(url);
			long end = System.nanoTime() + GATEWAY_LIMIT.toNanos();
			while (true) {
				String why;
				try {
					Hop hop = new ChainClient(Duration.ofSeconds(15), entry).get(url, Headers.NONE);
					if (hop.status() == 200 && Hops.of(hop).size() == CHAIN
							&& this.place.namespace().equals(hop.namespace())) {
						return hop;
					}
					why = url + " answered " + hop.status() + " from " + hop.service() + " in namespace "
							+ hop.namespace() + " (" + hop.message() + ")";
				}
				catch (NoAnswerException ex) {
					why = ex.getMessage();
				}
				if (System.nanoTime() > end) {
					throw new ClusterException(
							"the trio runs, but " + why + ": istioctl analyze -n " + this.place.namespace()
									+ " and kubectl logs -n istio-system deploy/istio-ingressgateway may" + " say why");
				}
				Rollout.pause();
			}
		}
	}

	/** In a new namespace nothing needs to be undone but the namespace. */
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

	/** Marks what is new, for {@code --delete}. */
	private void own(String... source) throws ClusterException {
		this.commands.kubectl(ShownCommands.joined(source, "label", DeployCommand.MADE_BY_LABEL));
	}

	private Rollout rollout(String namespace) {
		return new Rollout(this.cluster, namespace, this.limit, this.commands::say);
	}

	private Path certificate(String extension) {
		return Manifests.shown(this.home.resolve("target").resolve(this.place.host() + "." + extension));
	}

	private static void removeHook(Thread hook) {
		try {
			Runtime.getRuntime().removeShutdownHook(hook);
		}
		catch (IllegalStateException ex) {
			// The shutdown has begun, and the hook does it.
		}
	}

}
