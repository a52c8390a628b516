package org.meshtrio.cli.deploy;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.meshtrio.cli.options.Arguments;
import org.meshtrio.cli.options.Version;
import org.meshtrio.mesh.Installation;
import org.meshtrio.mesh.cluster.Cluster;
import org.meshtrio.mesh.cluster.ClusterException;
import org.meshtrio.trace.text.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code trio deploy}: the chain on a mesh.
 */
@Command(name = "deploy", mixinStandardHelpOptions = true, versionProvider = Version.class,
		exitCodeOnExecutionException = 1,
		description = { "Deploys the services, their entry at the ingress gateway, tracing and, where there is none, a"
				+ " trace store to a cluster with Istio. It checks what it needs first, prints each command that"
				+ " changes something, waits, and sends one request. Run it again to bring everything up to date." },
		exitCodeListHeading = "%nExit codes:%n",
		exitCodeList = { "0:deployed and answering; with --delete, all gone",
				"1:something is missing, forbidden, in the way or not ready in time; what this run had changed is undone",
				"2:a wrong command line", "130, 143:stopped by Ctrl-C, by SIGTERM; undone likewise" },
		footerHeading = "%n",
		footer = { "It needs kubectl, openssl, and Istio by istioctl install -f istio/install.yaml.",
				"The images must be in the cluster: docs/mesh.md.", "", "Examples:", "  ./trio deploy",
				"  ./trio deploy --provider zipkin",
				"  ./trio deploy --namespace alice    one of several: https://alice.example.com",
				"  ./trio deploy --delete" })
public final class DeployCommand implements Callable<Integer> {

	/**
	 * The value of the label app.kubernetes.io/managed-by of what this command has made.
	 */
	static final String MADE_BY = "trio-deploy";

	static final String MADE_BY_LABEL = "app.kubernetes.io/managed-by=" + MADE_BY;

	/** RFC 1123: of a namespace, and of one label of a host. */
	private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

	private static final Pattern REGISTRY = Pattern.compile("[a-z0-9.-]+(:[0-9]+)?(/[a-z0-9._-]+)*");

	@Option(names = "--context", paramLabel = "NAME",
			description = "The cluster, a context of the kubeconfig (default: the current one).")
	private @Nullable String context;

	@Option(names = "--namespace", paramLabel = "NAME", defaultValue = "trio",
			description = "The namespace of the services; their host is NAME.example.com (default: ${DEFAULT-VALUE}).")
	private String namespace;

	@Option(names = "--provider", paramLabel = "NAME", defaultValue = "otel",
			description = "The tracing provider of the mesh, a folder of istio/telemetry: otel, zipkin or zipkin-w3c"
					+ " (default: ${DEFAULT-VALUE}).")
	private String provider;

	@Option(names = "--image-registry", paramLabel = "NAME",
			description = "Where the cluster pulls the images from, as in registry.example.com/team (default: they were"
					+ " loaded into the cluster).")
	private @Nullable String registry;

	@Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "180",
			description = "The longest wait for the pods (default: ${DEFAULT-VALUE}).")
	private String timeout;

	@Option(names = "--delete",
			description = "Take away what this command has made: the namespace with everything in it, the certificate and,"
					+ " when no other namespace has the services, the trace store and the Telemetry.")
	private boolean delete;

	@Spec
	private CommandSpec spec;

	@Override
	public Integer call() throws IOException {
		Path home = Path.of(System.getProperty("trio.home", "")).toAbsolutePath();
		Arguments arguments = new Arguments(this.spec);
		Duration limit = arguments.time("--timeout", this.timeout);
		requireOptions(arguments, home);
		Installation place = new Installation(this.namespace);
		try {
			Cluster cluster = Cluster.of(this.context);
			ShownCommands commands = new ShownCommands(cluster, this.context != null, out());
			if (this.delete) {
				new Removal(home, cluster, commands, place).run();
			}
			else {
				Manifests manifests = Manifests.of(home, place, this.provider, this.registry);
				new Deployment(home, cluster, commands, place, manifests, limit).run(this.provider);
			}
			return 0;
		}
		catch (ClusterException ex) {
			this.spec.commandLine().getErr().println("trio: " + ex.getMessage() + ".");
			return 1;
		}
	}

	private void requireOptions(Arguments arguments, Path home) throws IOException {
		if (!LABEL.matcher(this.namespace).matches()) {
			throw arguments
				.usage("--namespace takes up to 63 of a-z, 0-9 and -, not '" + Text.safe(this.namespace) + "'");
		}
		if (this.registry != null && !REGISTRY.matcher(this.registry).matches()) {
			throw arguments.usage("--image-registry takes a name such as registry.example.com/team, not '"
					+ Text.safe(Arguments.withoutUserInfo(this.registry)) + "'");
		}
		List<String> providers = Manifests.providers(home);
		if (!providers.contains(this.provider)) {
			throw arguments
				.usage("--provider takes one of " + Text.list(providers) + ", not '" + Text.safe(this.provider) + "'");
		}
	}

	private PrintWriter out() {
		return this.spec.commandLine().getOut();
	}

}
