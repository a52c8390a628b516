package org.meshtrio.cli.check;

import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import org.meshtrio.check.capture.Capture;
import org.meshtrio.check.report.CheckReport;
import org.meshtrio.check.report.MetricsText;
import org.meshtrio.check.rule.Level;
import org.meshtrio.check.rule.Rule;
import org.meshtrio.check.run.CheckException;
import org.meshtrio.check.run.CheckRequest;
import org.meshtrio.check.run.CheckResult;
import org.meshtrio.check.run.Checker;
import org.meshtrio.check.run.SpanChecker;
import org.meshtrio.check.verdict.Verdict;
import org.meshtrio.cli.options.Arguments;
import org.meshtrio.cli.options.JsonOption;
import org.meshtrio.cli.options.RequestOptions;
import org.meshtrio.cli.options.Version;
import org.meshtrio.mesh.MeshAccess;
import org.meshtrio.mesh.cluster.ClusterException;
import org.meshtrio.trace.http.ConnectTo;
import org.meshtrio.trace.model.Headers;
import org.meshtrio.trace.store.TraceStore;
import org.meshtrio.trace.store.TraceStoreException;
import org.meshtrio.trace.text.Text;
import org.meshtrio.trace.wait.Deadline;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code trio check}: says whether a service forwards traces, rule by rule.
 */
@Command(name = "check", mixinStandardHelpOptions = true, versionProvider = Version.class,
		exitCodeOnExecutionException = CheckCommand.UNKNOWN,
		description = {
				"Says whether one service forwards traces, in any language, without a cluster. It sends requests"
						+ " with every kind of trace context to the service, stands in for the next service or for an HTTP"
						+ " proxy, and judges what leaves, rule by rule. With --store, it works without that, too, and with"
						+ " --mesh only without: then it judges by spans, which show fewer rules. docs/rules.md describes"
						+ " the rules." },
		exitCodeListHeading = "%nExit codes:%n",
		exitCodeList = { "0:no rule of level must failed", "1:a rule failed",
				"2:could not tell: no response, no call, or a wrong command line" },
		footerHeading = "%n",
		footer = { "--json prints one object:", "  schemaVersion  1", "  url            the service",
				"  way            \"proxy\" or \"upstream\": how its calls came; \"spans\": they",
				"                 didn't, and the spans in the trace store were judged",
				"  status         the response's to a request without a context",
				"  calls          how many calls the service makes then",
				"  rules          [{id, level, verdict, sentence, detail, source, breaches}],",
				"                 verdict \"passed\", \"failed\" or \"not judged\"; breaches are",
				"                 [{request, sent, status, call, seen, fault}], where sent and",
				"                 seen are headers", "", "Examples:", "  ./trio check http://localhost:9090/cart",
				"  ./trio check localhost:9090/cart --rule w3c-continued",
				"  ./trio check localhost:9090/cart --expect x-tenant --junit check.xml",
				"  ./trio check localhost:9090/cart --forward-to http://localhost:9091",
				"  ./trio check localhost:9090/cart --store http://localhost:9411",
				"  ./trio check https://shop.example.com/cart --mesh",
				"  ./trio check localhost:9090/cart --every 60s --metrics :9464" })
public final class CheckCommand implements Callable<Integer> {

	static final int UNKNOWN = 2;

	@Parameters(arity = "0..1", paramLabel = "URL",
			description = "A URL of the service, for which it calls another service.")
	private @Nullable String url;

	@Option(names = "--list", description = "Print the rules, and end.")
	private boolean list;

	@Mixin
	private RuleOptions ruleOptions;

	@Option(names = "--store", paramLabel = "URL",
			description = "The query API of Zipkin or Jaeger, to check that the service reports its spans. If none of its"
					+ " calls comes to the capture, the rules are judged by its spans alone, as far as spans show them.")
	private @Nullable String store;

	@Option(names = "--wait", paramLabel = "SECONDS", defaultValue = "60",
			description = "The longest wait for the service's first call (default: ${DEFAULT-VALUE}).")
	private String wait;

	@Option(names = "--late", paramLabel = "SECONDS", defaultValue = "1",
			description = "How long the service may make calls after its response (default: ${DEFAULT-VALUE}).")
	private String late;

	@Mixin
	private MeshOption mesh;

	@Mixin
	private CaptureOptions captureOptions;

	@Mixin
	private ReportOptions reports;

	@Mixin
	private ProbeOptions probe;

	@Mixin
	private RequestOptions request;

	@Mixin
	private JsonOption json;

	@Spec
	private CommandSpec spec;

	@Override
	public Integer call() {
		CheckText text = new CheckText(out());
		if (this.list) {
			text.list();
			return 0;
		}
		Level failing = this.ruleOptions.failing();
		Duration every = this.probe.every();
		if (this.mesh.isSet()) {
			if (every != null) {
				throw arguments().usage("--mesh and --every exclude each other");
			}
			return bySpans(failing);
		}
		CheckRequest request = request(null);
		try (Capture capture = this.captureOptions.start(request.timeout())) {
			if (!this.json.isSet()) {
				text.settings(request.target(), this.captureOptions.url(capture));
			}
			return (every != null) ? probe(request, capture, every) : check(request, capture, failing);
		}
		catch (CheckException ex) {
			say(ex);
			return UNKNOWN;
		}
		catch (IllegalArgumentException ex) {
			throw arguments().unsendable(ex.getMessage());
		}
	}

	private int check(CheckRequest request, Capture capture, Level failing) throws CheckException {
		return finish(request, new Checker(request, capture).check(), failing);
	}

	/** The calls of a service in a cluster can't come to a capture on this machine. */
	private int bySpans(Level failing) {
		URI target = target();
		try (MeshAccess access = this.mesh.access()) {
			CheckRequest request = request(access.gateway(target));
			TraceStore traces = TraceStore.at((request.store() != null) ? request.store() : access.traceStore());
			return finish(request, new SpanChecker(request, traces).check(), failing);
		}
		catch (CheckException | ClusterException | TraceStoreException ex) {
			say(ex);
			return UNKNOWN;
		}
		catch (IllegalArgumentException ex) {
			throw arguments().unsendable(ex.getMessage());
		}
	}

	private int finish(CheckRequest request, CheckResult result, Level failing) {
		CheckText text = new CheckText(out());
		this.reports.write(request.target(), result, failing);
		if (this.json.isSet()) {
			JsonOption.print(out(), CheckReport.of(request.target(), result));
		}
		else {
			text.result(result);
			text.sentence(result, failing);
		}
		return (CheckText.failures(result, failing) > 0) ? 1 : 0;
	}

	/** Ends if the process does. */
	private int probe(CheckRequest request, Capture capture, Duration every) {
		try (MetricsServer metrics = this.probe.server()) {
			do {
				Deadline next = Deadline.after(every);
				metrics.show(MetricsText.of(request.target(), verdicts(request, capture), Instant.now()));
				next.pause(every);
			}
			while (!Thread.currentThread().isInterrupted());
		}
		return 0;
	}

	private Map<Rule, Verdict> verdicts(CheckRequest request, Capture capture) {
		try {
			return new Checker(request, capture).check().verdicts();
		}
		catch (CheckException ex) {
			say(ex);
			return Map.of();
		}
	}

	private void say(Exception ex) {
		this.spec.commandLine().getErr().println("trio: " + Text.printable(String.valueOf(ex.getMessage())) + ".");
	}

	private URI target() {
		if (this.url == null) {
			throw arguments().usage("Name a URL of the service, such as http://localhost:9090/cart");
		}
		return arguments().uri(this.url);
	}

	private CheckRequest request(@Nullable ConnectTo entry) {
		Arguments arguments = arguments();
		return new CheckRequest(target(), new Headers(this.request.headers()), this.request.timeout(),
				arguments.time("--wait", this.wait), arguments.time("--late", this.late), this.ruleOptions.selected(),
				this.ruleOptions.expected(), this.ruleOptions.credentials(),
				(this.store != null) ? arguments.uri(this.store) : null, entry);
	}

	private Arguments arguments() {
		return new Arguments(this.spec);
	}

	private PrintWriter out() {
		return this.spec.commandLine().getOut();
	}

}
