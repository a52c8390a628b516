package org.meshtrio.cli.trace;

import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import org.meshtrio.answer.Hop;
import org.meshtrio.answer.TrioHeaders;
import org.meshtrio.cli.options.Arguments;
import org.meshtrio.cli.options.FaultWarning;
import org.meshtrio.cli.options.JsonOption;
import org.meshtrio.cli.options.LocalChain;
import org.meshtrio.cli.options.RequestOptions;
import org.meshtrio.cli.options.StoreOptions;
import org.meshtrio.cli.options.Switch;
import org.meshtrio.cli.options.TargetOptions;
import org.meshtrio.cli.options.Version;
import org.meshtrio.mesh.cluster.ClusterException;
import org.meshtrio.trace.check.CheckedTrace;
import org.meshtrio.trace.check.TraceCheck;
import org.meshtrio.trace.diagnosis.Diagnosis;
import org.meshtrio.trace.diagnosis.RequestFailure;
import org.meshtrio.trace.diagnosis.SpanFailure;
import org.meshtrio.trace.model.Exchange;
import org.meshtrio.trace.model.Headers;
import org.meshtrio.trace.model.Hops;
import org.meshtrio.trace.model.Span;
import org.meshtrio.trace.request.ChainClient;
import org.meshtrio.trace.request.NoAnswerException;
import org.meshtrio.trace.store.TraceStore;
import org.meshtrio.trace.store.TraceStoreException;
import org.meshtrio.trace.text.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code trio trace}: sends one request and says whether its trace is joined.
 */
@Command(name = "trace", mixinStandardHelpOptions = true, versionProvider = Version.class,
		exitCodeOnExecutionException = TraceCommand.UNKNOWN,
		description = { "Sends one GET request into a chain and shows the hops that answered, the spans that the trace"
				+ " store has of it, and one sentence: whether the trace is joined, and if not, between which hops it"
				+ " broke and which header is the cause. If the request failed, one more sentence says in which"
				+ " service the failure began. The exit code is about the trace alone: a request that failed can"
				+ " have a joined trace. With --mesh, it reads the cluster's trace store, and expects spans of the"
				+ " gateway and of each sidecar, too. If the service there isn't of the trio, it sends three more"
				+ " requests, each with a new trace context, and judges by their spans alone: it names the services"
				+ " between which the trace breaks, but not the header." },
		exitCodeListHeading = "%nExit codes:%n",
		exitCodeList = { "0:joined", "1:broken",
				"2:could not tell: no answer, no trace store, no trace, not sampled," + " or a wrong command line" },
		footerHeading = "%n",
		footer = { "--json prints one object:", "  schemaVersion  3",
				"  verdict   \"joined\", \"broken\" or \"unknown\"",
				"  kind      joined; broken, spans-broken; no-answer, no-trace, not-sampled,",
				"            no-store; spans-only, for a service that isn't of the trio",
				"  sentence  the verdict and its reason",
				"  failure   {began, status, called, passedOn}, or null: the last service that",
				"            answered with an error, its call {url, status, error} if that was",
				"            the cause, and the services before it that answered with an error",
				"  hops      the first hop's answer with the others nested, or null;",
				"            docs/hop.schema.json describes it",
				"  breaks    [{kind, from, to, reason}], where a hop is in another trace than",
				"            the one before it. These kinds have more fields, most of them lists",
				"            of headers {name, values, traceId, spanId, defect}, in which defect",
				"            is null, MALFORMED, NO_SPAN_ID or SEVERAL_VALUES:",
				"              no-trace-before     received", "              nothing-sent        received, asked",
				"              malformed-sent      sent", "              wrong-sent          traceId, sent",
				"              removed-by-proxy    sent", "              malformed-by-proxy  sent, arrived",
				"              replaced-by-proxy   sent, arrived", "              not-read            arrived",
				"              two-contexts        arrived, used",
				"  spanFault {kind} and the facts of this kind, or null: no-spans, missing,",
				"            duplicate, misplaced, orphan, several-roots; with --mesh also",
				"            mesh-missing, mesh-not-alone, mesh-misplaced, mesh-siblings,", "            mesh-extra",
				"  spanGaps  with kind spans-only {splits: [{service, called}], unreported,",
				"            unseen: [{service, namespace, called}]}, otherwise null",
				"  spans     [{traceId, id, parentId, service, name, kind, timestamp,",
				"            duration, tags}], times in microseconds", "", "Examples:", "  ./trio trace",
				"  ./trio trace --forward off", "  ./trio trace --headers", "  ./trio trace --mesh",
				"  ./trio trace http://gateway/ -H 'Host: trio.example.com' \\",
				"      --store http://localhost:16686/jaeger",
				"  ./trio trace -H 'b3: 463ac35c9f6413ad48485a3953bb6124-0020000000000001-1'" })
public final class TraceCommand implements Callable<Integer> {

	static final int UNKNOWN = 2;

	@Mixin
	private TargetOptions target;

	@Mixin
	private StoreOptions store = new StoreOptions("10");

	@Mixin
	private RequestOptions request;

	@Mixin
	private JsonOption json;

	@Option(names = "--forward", paramLabel = "on|off", defaultValue = "on",
			description = "off asks the services not to forward trace headers, so the trace breaks"
					+ " (default: ${DEFAULT-VALUE}).")
	private Switch forward;

	@Option(names = "--headers",
			description = "Show the ids, and all headers that arrived at each hop and that it sent on.")
	private boolean showHeaders;

	@Spec
	private CommandSpec spec;

	@Override
	public Integer call() {
		URI named = this.store.url();
		Duration wait = this.store.longestWait();
		Duration timeout = this.request.timeout();
		Headers sent = sentHeaders();
		try (TargetOptions.Target opened = this.target.open()) {
			return trace(opened, new ChainClient(timeout, opened.entry()), sent, wait,
					(named != null) ? named : opened.traceStore());
		}
		catch (ClusterException ex) {
			return finish(new Diagnosis.NoAnswer(String.valueOf(ex.getMessage())), null, null, List.of());
		}
	}

	private int trace(TargetOptions.Target opened, ChainClient client, Headers sent, Duration wait, URI storeBase) {
		URI target = opened.url();
		ChainClient.Reply reply;
		try {
			reply = client.send(target, sent);
		}
		catch (NoAnswerException ex) {
			return finish(new Diagnosis.NoAnswer(ex.getMessage() + LocalChain.hint(target, ex)), null, null, List.of());
		}
		catch (IllegalArgumentException ex) {
			throw arguments().unsendable(ex.getMessage());
		}
		Hop hop = reply.hop();
		if (hop == null) {
			boolean judged = this.target.isMesh() && reply.status() / 100 != 3;
			return judged ? bySpans(opened, client, reply, sent, wait, storeBase)
					: finish(new Diagnosis.NoAnswer(reply.description()), null, null, List.of());
		}
		Exchange exchange = new Exchange(sent, hop);
		if (!this.json.isSet()) {
			text().hops(target, hop);
		}
		String warning = FaultWarning.of(exchange.sent().byName(),
				Hops.of(hop).stream().map(Hop::service).map(Text::safe).toList());
		if (warning != null) {
			this.spec.commandLine().getErr().println(warning);
		}
		return judge(exchange, new TraceCheck(opened.dataplane(Hops.namespaces(hop)), wait), storeBase);
	}

	private int judge(Exchange exchange, TraceCheck check, URI storeBase) {
		Hop hop = exchange.answer();
		try {
			TraceStore traceStore = TraceStore.at(storeBase);
			CheckedTrace checked = check.check(exchange, traceStore);
			if (!this.json.isSet()) {
				text().spans(Hops.traces(hop), checked.spans(), (trace) -> page(traceStore, trace));
			}
			return finish(checked.diagnosis(), hop, RequestFailure.of(hop), checked.spans());
		}
		catch (TraceStoreException ex) {
			return finish(
					Diagnosis.withoutStore(exchange, ex.getMessage() + "; name your trace store with --store URL"), hop,
					RequestFailure.of(hop), List.of());
		}
	}

	private int bySpans(TargetOptions.Target opened, ChainClient client, ChainClient.Reply reply, Headers sent,
			Duration wait, URI storeBase) {
		if (!this.json.isSet()) {
			text().other(opened.url(), reply.description());
		}
		try {
			OtherService other = OtherService.of(opened, client, sent, wait, storeBase);
			List<Span> spans = other.evidence().spans();
			if (!this.json.isSet()) {
				text().spans(List.of(other.traceId()), spans, (trace) -> page(other.store(), trace));
			}
			return finish(new Diagnosis.SpansOnly(other.evidence(), other.store().name()), null, SpanFailure.of(spans),
					spans);
		}
		catch (NoAnswerException | TraceStoreException ex) {
			return finish(new Diagnosis.NoAnswer(String.valueOf(ex.getMessage())), null, null, List.of());
		}
	}

	private int finish(Diagnosis diagnosis, @Nullable Hop hop, @Nullable RequestFailure failure, List<Span> spans) {
		if (this.json.isSet()) {
			JsonOption.print(out(), TraceReport.of(diagnosis, hop, failure, spans));
		}
		else {
			text().diagnosis(diagnosis);
			if (failure != null) {
				text().failure(failure);
			}
			if (!spans.isEmpty() && isForwarded()) {
				text().portForward();
			}
		}
		return switch (diagnosis.verdict()) {
			case JOINED -> 0;
			case BROKEN -> 1;
			case UNKNOWN -> UNKNOWN;
		};
	}

	private Headers sentHeaders() {
		Headers sent = new Headers(this.request.headers());
		return (this.forward == Switch.off) ? sent.with(TrioHeaders.FORWARD, "off") : sent;
	}

	/** The command's own port-forward ends with it, so the page is that of a new one. */
	private String page(TraceStore store, String trace) {
		String page = store.page(trace);
		return isForwarded() ? "http://localhost:16686" + URI.create(page).getRawPath() : page;
	}

	private boolean isForwarded() {
		return this.target.isMesh() && this.store.url() == null;
	}

	private Arguments arguments() {
		return new Arguments(this.spec);
	}

	private TraceText text() {
		return new TraceText(out(), this.showHeaders);
	}

	private PrintWriter out() {
		return this.spec.commandLine().getOut();
	}

}
