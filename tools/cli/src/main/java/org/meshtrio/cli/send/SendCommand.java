package org.meshtrio.cli.send;

import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

import org.jspecify.annotations.Nullable;
import org.meshtrio.cli.options.Arguments;
import org.meshtrio.cli.options.FaultWarning;
import org.meshtrio.cli.options.LocalChain;
import org.meshtrio.cli.options.Terminal;
import org.meshtrio.cli.options.Version;
import org.meshtrio.mesh.MeshAccess;
import org.meshtrio.mesh.cluster.Cluster;
import org.meshtrio.mesh.cluster.ClusterException;
import org.meshtrio.trace.http.ConnectTo;
import org.meshtrio.trace.request.ChainClient;
import org.meshtrio.trace.request.NoAnswerException;
import org.meshtrio.trace.request.Tally;
import org.meshtrio.trace.text.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code trio send}: sends many requests and counts who answered.
 */
@Command(name = "send", mixinStandardHelpOptions = true, versionProvider = Version.class,
		exitCodeOnExecutionException = SendCommand.NOT_SENT,
		description = { "Sends GET requests into a chain and counts the answers: by status, and by version and pod of"
				+ " every service that took part." },
		exitCodeListHeading = "%nExit codes:%n",
		exitCodeList = { "0:every request got an answer, of whatever status", "1:some got none",
				"2:none was sent: no way into the cluster, or a wrong command line",
				"130, 143:stopped by Ctrl-C, by SIGTERM; what was counted is printed" },
		footerHeading = "%n",
		footer = { "--json prints one object:", "  url       what was asked", "  seconds   how long all of it took",
				"  counts    [{what, key, detail, count}]: a status (or \"none\" and the reason),",
				"            or a service with its version and pod",
				"  millis    the median, 90 %% and longest time to an answer", "", "Examples:", "  ./trio send -n 300",
				"  ./trio send --for 60s --rate 10", "  ./trio send --mesh -n 300 -H 'end-user: jason'",
				"  ./trio send http://gateway/ -H 'Host: trio.example.com' -c 1" })
public final class SendCommand implements Callable<Integer> {

	static final int NOT_SENT = 2;

	private static final int MOST_REQUESTS = 1_000_000;

	private static final int MOST_AT_A_TIME = 200;

	private static final int MOST_A_SECOND = 10_000;

	/** Moves to the begin of the line, and clears it. */
	private static final String LINE_AGAIN = "\r\u001B[2K";

	@Parameters(arity = "0..1", paramLabel = "URL",
			description = "The first service of the chain, or the gateway before it (default: " + LocalChain.URL
					+ ", with --mesh the host of the Gateway trio in the current namespace, otherwise " + MeshAccess.URL
					+ ").")
	private @Nullable String url;

	@Option(names = "-n", paramLabel = "COUNT",
			description = "How many requests, up to a million (default: 100, with --for as many as there is time for).")
	private @Nullable Integer count;

	@Option(names = "--for", paramLabel = "TIME",
			description = "How long to send, as in 60s or 5m. With -n it ends with what comes first.")
	private @Nullable String time;

	@Option(names = "--rate", paramLabel = "N",
			description = "How many requests to begin per second (default: as many as the answers allow). They are"
					+ " fewer where all -c callers wait for slow answers.")
	private @Nullable Double rate;

	@Option(names = "-c", paramLabel = "CALLERS", defaultValue = "8",
			description = "How many are under way at a time (default: ${DEFAULT-VALUE}).")
	private int callers;

	@Option(names = { "-H", "--header" }, paramLabel = "'NAME: VALUE'",
			description = "A header of the requests. Repeat it for more.")
	private List<String> headers = new ArrayList<>();

	@Option(names = "--mesh",
			description = "Send them through the ingress gateway of the cluster, to which kubectl forwards a port.")
	private boolean mesh;

	@Option(names = "--context", paramLabel = "NAME",
			description = "The cluster for --mesh, a context of the kubeconfig (default: the current one).")
	private @Nullable String context;

	@Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "30",
			description = "The longest wait for an answer (default: ${DEFAULT-VALUE}).")
	private String timeout;

	@Option(names = "--json", description = "Print one JSON object for a program in place of text.")
	private boolean json;

	@Spec
	private CommandSpec spec;

	@Override
	public Integer call() throws ClusterException, InterruptedException {
		LoadGenerator.Bounds bounds = bounds();
		if (!this.mesh) {
			if (this.context != null) {
				throw arguments().usage("--context goes with --mesh");
			}
			return send(arguments().uri((this.url != null) ? this.url : LocalChain.URL), null, bounds);
		}
		URI named = (this.url != null) ? arguments().uri(this.url) : null;
		try (MeshAccess access = new MeshAccess(Cluster.of(this.context))) {
			URI target = (named != null) ? named : access.trio();
			return send(target, access.gateway(target), bounds);
		}
	}

	private int send(URI target, @Nullable ConnectTo entry, LoadGenerator.Bounds bounds) throws InterruptedException {
		ChainClient client = new ChainClient(arguments().time("--timeout", this.timeout), entry);
		Map<String, List<String>> sent = arguments().headers(this.headers);
		LoadGenerator load = new LoadGenerator(client, target, sent, bounds);
		Printed printed = new Printed(() -> print(target, load, bounds.callers(), sent));
		Runtime.getRuntime().addShutdownHook(new Thread(() -> {
			load.stop();
			printed.once();
		}, "result"));
		try {
			load.run(() -> progress(load, bounds));
		}
		catch (ExecutionException ex) {
			printed.never();
			String reason = (ex.getCause() != null) ? ex.getCause().getMessage() : ex.getMessage();
			throw arguments().usage("The request cannot be sent: " + Text.safe(String.valueOf(reason)));
		}
		printed.once();
		return (load.read(Tally::failures) > 0) ? 1 : 0;
	}

	private LoadGenerator.Bounds bounds() {
		int most = (this.count != null) ? this.count : (this.time != null) ? MOST_REQUESTS : 100;
		bound("-n", most, MOST_REQUESTS);
		bound("-c", this.callers, MOST_AT_A_TIME);
		if (this.rate != null && !(this.rate > 0 && this.rate <= MOST_A_SECOND)) {
			throw arguments().usage("--rate takes more than 0 and at most " + MOST_A_SECOND + " requests per second");
		}
		Duration limit = (this.time != null) ? arguments().time("--for", this.time) : null;
		return new LoadGenerator.Bounds(most, Math.min(this.callers, most), limit, this.rate);
	}

	/** On the error stream, in place of the line before; the result replaces the last. */
	private void progress(LoadGenerator load, LoadGenerator.Bounds bounds) {
		if (Terminal.isThere()) {
			String most = (this.count == null && this.time != null) ? "" : " of " + bounds.most();
			String line = load
				.read((tally) -> String.format(Locale.ROOT, "%d%s requests in %.0f s, %d without an answer",
						tally.total(), most, load.seconds(), tally.failures()));
			err().print(LINE_AGAIN + line);
			err().flush();
		}
	}

	private void print(URI target, LoadGenerator load, int atATime, Map<String, List<String>> sent) {
		PrintWriter out = this.spec.commandLine().getOut();
		double seconds = load.seconds();
		if (Terminal.isThere()) {
			err().print(LINE_AGAIN);
			err().flush();
		}
		if (this.json) {
			JsonMapper mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
			out.println(mapper.writeValueAsString(load.read((tally) -> new Sent(target.toString(), seconds,
					tally.counts(), new Millis(tally.quantile(0.5), tally.quantile(0.9), tally.quantile(1))))));
		}
		else {
			out.println(load.read((tally) -> "GET " + target + ": " + Text.count(tally.total(), "request"))
					+ String.format(Locale.ROOT, " in %.1f s, %d at a time", seconds, atATime));
			load.read(Tally::lines).forEach(out::println);
		}
		String warning = FaultWarning.of(sent, load.read(Tally::services));
		if (warning != null) {
			err().println(warning);
		}
		NoAnswerException refusal = load.refusal();
		String hint = (refusal != null) ? LocalChain.hint(target, refusal) : "";
		if (!hint.isEmpty() && load.read((tally) -> tally.failures() == tally.total())) {
			err().println("trio: nothing listens at " + target + hint);
		}
	}

	private void bound(String option, int value, int most) {
		if (value < 1 || value > most) {
			throw arguments().usage(option + " takes a number from 1 to " + most);
		}
	}

	private Arguments arguments() {
		return new Arguments(this.spec);
	}

	private PrintWriter err() {
		return this.spec.commandLine().getErr();
	}

	/** The result, which Ctrl-C and the end of the requests can both ask for. */
	private static final class Printed {

		private final Runnable print;

		private boolean done;

		Printed(Runnable print) {
			this.print = print;
		}

		synchronized void once() {
			if (!this.done) {
				this.done = true;
				this.print.run();
			}
		}

		synchronized void never() {
			this.done = true;
		}

	}

	/** What --json prints; the help describes it. */
	private record Sent(String url, double seconds, List<Tally.Count> counts, Millis millis) {

	}

	private record Millis(double median, double ninety, double longest) {

	}

}
