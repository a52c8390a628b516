package org.meshtrio.cli.doctor;

import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import org.meshtrio.cli.options.Arguments;
import org.meshtrio.cli.options.Terminal;
import org.meshtrio.cli.options.Version;
import org.meshtrio.mesh.Installation;
import org.meshtrio.mesh.MeshAccess;
import org.meshtrio.mesh.cluster.Cluster;
import org.meshtrio.mesh.cluster.ClusterException;
import org.meshtrio.mesh.doctor.Analysis;
import org.meshtrio.mesh.doctor.Cause;
import org.meshtrio.mesh.doctor.CheckResult;
import org.meshtrio.mesh.doctor.ConfigCheck;
import org.meshtrio.mesh.doctor.Finding;
import org.meshtrio.mesh.doctor.Probe;
import org.meshtrio.mesh.tracing.MeshState;
import org.meshtrio.trace.http.ConnectTo;
import org.meshtrio.trace.request.ChainClient;
import org.meshtrio.trace.request.NoAnswerException;
import org.meshtrio.trace.store.TraceStore;
import org.meshtrio.trace.store.TraceStoreException;
import org.meshtrio.trace.text.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code trio doctor}: says why a mesh shows no traces, or torn ones.
 */
@Command(name = "doctor", mixinStandardHelpOptions = true, versionProvider = Version.class,
		exitCodeOnExecutionException = DoctorCommand.UNKNOWN,
		description = { "Says why a mesh shows no traces, or torn ones: asks istioctl analyze, reads the tracing"
				+ " configuration, sends a few GET requests with a known trace context, and looks for them in the"
				+ " trace store. For each cause it says what is wrong, where, and what mends it. It changes nothing." },
		exitCodeListHeading = "%nExit codes:%n",
		exitCodeList = { "0:healthy", "1:something is wrong",
				"2:could not tell: no cluster, no answer, no trace store, or a wrong" + " command line" },
		footerHeading = "%n",
		footer = { "--json prints one object:", "  verdict   \"healthy\", \"found\" or \"unknown\"",
				"  sentence  the verdict and its reason",
				"  findings  [{cause, what, where, mend}], cause one of NO_SPANS, SAMPLING,",
				"            FORMAT, FORWARDING, REPORTING",
				"  analyze   the errors and warnings of istioctl analyze, which are no findings", "", "Examples:",
				"  ./trio doctor", "  ./trio doctor https://shop.example.com/cart --namespace shop" })
public final class DoctorCommand implements Callable<Integer> {

	static final int UNKNOWN = 2;

	@Parameters(arity = "0..1", paramLabel = "URL",
			description = "The first service of the chain (default: " + MeshAccess.URL + "). A host name is asked for"
					+ " through the ingress gateway of the cluster, to which kubectl forwards a port; an IP address or"
					+ " localhost is asked directly.")
	private @Nullable String url;

	@Option(names = "--namespace", paramLabel = "NAME", defaultValue = "trio",
			description = "The namespace of the services (default: ${DEFAULT-VALUE}).")
	private String namespace;

	@Option(names = "--store", paramLabel = "URL",
			description = "The query API of the trace store, a Zipkin or a Jaeger, with the path that it is served"
					+ " under where it has one (default: the Service tracing in istio-system).")
	private @Nullable String store;

	@Option(names = "--context", paramLabel = "NAME",
			description = "The cluster, a context of the kubeconfig (default: the current one).")
	private @Nullable String context;

	@Option(names = { "-H", "--header" }, paramLabel = "'NAME: VALUE'",
			description = "A header of the requests. Repeat it for more.")
	private List<String> headers = new ArrayList<>();

	@Option(names = "--wait", paramLabel = "SECONDS", defaultValue = "20",
			description = "The longest wait for spans that the store does not have yet (default: ${DEFAULT-VALUE}).")
	private String wait;

	@Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "30",
			description = "The longest wait for an answer (default: ${DEFAULT-VALUE}).")
	private String timeout;

	@Option(names = "--json", description = "Print one JSON object for a program in place of text.")
	private boolean json;

	@Spec
	private CommandSpec spec;

	private List<String> analyze = List.of();

	private final List<Finding> findings = new ArrayList<>();

	@Override
	public Integer call() {
		Arguments arguments = new Arguments(this.spec);
		URI target = arguments.uri((this.url != null) ? this.url : MeshAccess.URL);
		URI storeBase = (this.store != null) ? arguments.uri(this.store) : null;
		Duration limit = arguments.time("--wait", this.wait);
		Duration answer = arguments.time("--timeout", this.timeout);
		Map<String, List<String>> sent = arguments.headers(this.headers);
		try {
			Cluster cluster = Cluster.of(this.context);
			MeshState state = MeshState.of(cluster, this.namespace, !isDirect(target));
			analyze(cluster);
			return examine(cluster, state, target, sent, answer, limit, storeBase);
		}
		catch (ClusterException | NoAnswerException | TraceStoreException ex) {
			return conclude(ex.getMessage());
		}
		catch (IllegalArgumentException ex) {
			throw arguments.usage("The request cannot be sent: " + Text.safe(String.valueOf(ex.getMessage())));
		}
	}

	private void analyze(Cluster cluster) {
		Analysis analysis = Analysis.of(cluster, List.of(this.namespace, Installation.ROOT));
		this.analyze = analysis.messages();
		if (analysis.skipped() != null) {
			say("istioctl analyze: skipped, " + analysis.skipped());
		}
		else if (this.analyze.isEmpty()) {
			say("istioctl analyze: nothing about " + this.namespace + " and istio-system");
		}
		this.analyze.forEach((message) -> say("istioctl analyze says: " + message));
	}

	private int examine(Cluster cluster, MeshState state, URI target, Map<String, List<String>> sent, Duration answer,
			Duration limit, @Nullable URI storeBase) throws ClusterException, NoAnswerException, TraceStoreException {
		ConfigCheck config = new ConfigCheck(state);
		config.summary().forEach((line) -> say("tracing: " + line));
		this.findings.addAll(config.findings());
		if (this.findings.stream().anyMatch((finding) -> finding.cause() == Cause.NO_SPANS)) {
			return conclude(null);
		}
		try (MeshAccess access = new MeshAccess(cluster)) {
			ConnectTo entry = isDirect(target) ? null : access.gateway(target);
			Probe probe = new Probe(new ChainClient(answer, entry), target, sent, entry != null, state);
			this.findings.addAll(probe.unsampled());
			CheckResult answers = probe.byAnswers();
			this.findings.addAll(answers.findings());
			// Where few spans are made, or in torn traces, the spans tell nothing more.
			if (!this.findings.isEmpty() || answers.unknown() != null) {
				return conclude(answers.unknown());
			}
			say("request: GET " + target + " answers");
			TraceStore traceStore = TraceStore.at((storeBase != null) ? storeBase : access.traceStore());
			CheckResult spans = probe.bySpans(traceStore, limit);
			this.findings.addAll(spans.findings());
			if (spans.isHealthy()) {
				return finish("healthy",
						"Healthy: the traces of " + target + " are whole in " + traceStore.name() + ".");
			}
			return conclude(spans.unknown());
		}
	}

	/**
	 * Ends without a clean bill.
	 * @param why why something could not be told, or {@code null}
	 * @return the exit code
	 */
	private int conclude(@Nullable String why) {
		if (this.findings.isEmpty()) {
			return finish("unknown", "Could not tell: " + why + ".");
		}
		String causes = Text.list(this.findings.stream().map((finding) -> finding.cause().title()).distinct().toList());
		return finish("found",
				"Found: " + causes + ((why != null) ? "; the rest could not be told: " + why : "") + ".");
	}

	private int finish(String verdict, String sentence) {
		if (this.json) {
			JsonMapper mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
			out().println(mapper.writeValueAsString(new DoctorReport(verdict, sentence, this.findings, this.analyze)));
		}
		else {
			for (Finding finding : this.findings) {
				out().println();
				out().println("- " + Text.printable(finding.what()) + ".");
				out().println("  where  " + Text.printable(finding.where()));
				// What has more lines is to be pasted: not indented.
				out().println("  mend " + (finding.mend().contains("\n") ? "\n" : "  ")
						+ Text.printableLines(finding.mend()));
			}
			out().println();
			String style = switch (verdict) {
				case "healthy" -> "bold,green";
				case "found" -> "bold,red";
				default -> "bold,yellow";
			};
			out().println(Terminal.styled(Terminal.ansi(), style, Text.printable(sentence)));
		}
		return switch (verdict) {
			case "healthy" -> 0;
			case "found" -> 1;
			default -> UNKNOWN;
		};
	}

	private static boolean isDirect(URI target) {
		String host = String.valueOf(target.getHost());
		return host.equals("localhost") || host.startsWith("[") || host.matches("[0-9.]+");
	}

	private void say(String line) {
		if (!this.json) {
			out().println(Text.printable(line));
		}
	}

	private PrintWriter out() {
		return this.spec.commandLine().getOut();
	}

}
