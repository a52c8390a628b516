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
import org.meshtrio.cli.options.ContextOption;
import org.meshtrio.cli.options.Version;
import org.meshtrio.mesh.Installation;
import org.meshtrio.mesh.cluster.Cluster;
import org.meshtrio.mesh.cluster.ClusterException;
import org.meshtrio.trace.text.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code trio deploy}: deploys the services to a mesh.
 */
@Command(name = "deploy", mixinStandardHelpOptions = true, versionProvider = Version.class,
		exitCodeOnExecutionException = 1,
		description = { "Deploys the services to a cluster with Istio, with their route through the ingress gateway,"
				+ " tracing, and a trace store if there isn't one. It checks what it needs first, prints each command"
				+ " that changes something, waits, and sends one request. Run it again to update everything." },
		exitCodeListHeading = "%nExit codes:%n",
		exitCodeList = { "0:deployed and answering; with --delete, everything is gone",
				"1:something is missing, forbidden, in the way, or not ready in time; the changes of this run are undone",
				"2:the command line is wrong", "130, 143:stopped by Ctrl-C, by SIGTERM; the changes are undone too" },
		footerHeading = "%n",
		footer = { "It needs kubectl, openssl, and Istio, installed with istioctl install -f",
				"istio/install.yaml. The images must be in the cluster or a registry: see", "docs/mesh.md.", "",
				"Examples:", "  ./trio deploy", "  ./trio deploy --provider zipkin",
				"  ./trio deploy --namespace alice    one of several: https://alice.example.com",
				"  ./trio deploy --image-registry registry.example.com/team --image-tag 1.2.0",
				"  ./trio deploy --delete" })
public final class DeployCommand implements Callable<Integer> {

	/**
	 * The value of the label app.kubernetes.io/managed-by on what this command created.
	 */
	static final String MADE_BY = "trio-deploy";

	static final String MADE_BY_LABEL = "app.kubernetes.io/managed-by=" + MADE_BY;

	/** A label as in RFC 1123, because the namespace is part of a host name too. */
	private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

	private static final Pattern REGISTRY = Pattern.compile("[a-z0-9.-]+(:[0-9]+)?(/[a-z0-9._-]+)*");

	private static final Pattern TAG = Pattern.compile("\\w[\\w.-]{0,127}");

	@Mixin
	private ContextOption context;

	@Option(names = "--namespace", paramLabel = "NAME", defaultValue = "trio",
			description = "The namespace of the services; their host is NAME.example.com (default: ${DEFAULT-VALUE}).")
	private String namespace;

	@Option(names = "--provider", paramLabel = "NAME", defaultValue = "otel",
			description = "The tracing provider of the mesh, as a folder of istio/telemetry: otel, zipkin, or zipkin-w3c"
					+ " (default: ${DEFAULT-VALUE}).")
	private String provider;

	@Option(names = "--image-registry", paramLabel = "NAME",
			description = "The registry and path that the cluster pulls the images from, as in"
					+ " registry.example.com/team (default: none, because the images were loaded into the cluster).")
	private @Nullable String registry;

	@Option(names = "--image-tag", paramLabel = "TAG",
			description = "The tag of the images, as in 1.2.0 (default: the tag in the folder k8s).")
	private @Nullable String tag;

	@Option(names = "--fan-out",
			description = "Deploy a fork instead of a chain: service0 calls service1 and service2 at the same time.")
	private boolean fanOut;

	@Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "180",
			description = "The longest wait for the pods (default: ${DEFAULT-VALUE}).")
	private String timeout;

	@Option(names = "--delete",
			description = "Delete what this command created: the namespace with everything in it, the certificate, and, if no"
					+ " other namespace has the services, the trace store and the Telemetry.")
	private boolean delete;

	@Spec
	private CommandSpec spec;

	@Override
	public Integer call() throws IOException {
		Path home = Path.of(System.getProperty("trio.home", "")).toAbsolutePath();
		Arguments arguments = new Arguments(this.spec);
		Duration limit = arguments.time("--timeout", this.timeout);
		requireOptions(arguments, home);
		Installation installation = new Installation(this.namespace);
		try {
			Cluster cluster = this.context.cluster();
			ShownCommands commands = new ShownCommands(cluster, this.context.isSet(), out());
			if (this.delete) {
				new Removal(home, cluster, commands, installation).run();
			}
			else {
				Manifests manifests = Manifests.of(home, installation, this.provider,
						new ServiceImages(this.registry, this.tag), this.fanOut);
				new Installer(home, cluster, commands, installation, manifests, limit).run(this.provider);
			}
			return 0;
		}
		catch (ClusterException ex) {
			this.spec.commandLine().getErr().println("trio: " + Text.printableLines(ex.getMessage()) + ".");
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
		if (this.tag != null && !TAG.matcher(this.tag).matches()) {
			throw arguments.usage("--image-tag takes a tag such as 1.2.0, not '" + Text.safe(this.tag) + "'");
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
