package org.meshtrio.cli.send;

import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

import org.jspecify.annotations.Nullable;
import org.meshtrio.cli.options.Arguments;
import org.meshtrio.cli.options.FaultWarning;
import org.meshtrio.cli.options.JsonOption;
import org.meshtrio.cli.options.LocalChain;
import org.meshtrio.cli.options.RequestOptions;
import org.meshtrio.cli.options.TargetOptions;
import org.meshtrio.cli.options.Terminal;
import org.meshtrio.cli.options.Version;
import org.meshtrio.mesh.cluster.ClusterException;
import org.meshtrio.trace.process.OnExit;
import org.meshtrio.trace.request.ChainClient;
import org.meshtrio.trace.request.NoAnswerException;
import org.meshtrio.trace.request.Tally;
import org.meshtrio.trace.text.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code trio send}: sends many requests and counts the responses.
 */
@Command(name = "send", mixinStandardHelpOptions = true, versionProvider = Version.class,
		exitCodeOnExecutionException = SendCommand.NOT_SENT,
		description = { "Sends GET requests into a chain and counts the responses: by status, and by version and pod"
				+ " of each service that took part." },
		exitCodeListHeading = "%nExit codes:%n",
		exitCodeList = { "0:every request got a response, whatever its status", "1:some requests got no response",
				"2:no request was sent: the cluster cannot be reached, or the command line is wrong",
				"130, 143:stopped by Ctrl-C, by SIGTERM; the counts so far are printed" },
		footerHeading = "%n",
		footer = { "--json prints one object:", "  url       the URL of the requests",
				"  seconds   the time for all requests",
				"  counts    [{what, key, detail, count}]: a status (or \"none\" and the reason),",
				"            or a service with its version and pod",
				"  millis    the median, 90 %% and longest time to a response", "", "Examples:", "  ./trio send -n 300",
				"  ./trio send --for 60s --rate 10", "  ./trio send --mesh -n 300 -H 'end-user: jason'",
				"  ./trio send http://gateway/ -H 'Host: trio.example.com' -c 1" })
public final class SendCommand implements Callable<Integer> {

	static final int NOT_SENT = 2;

	private static final int MOST_REQUESTS = 1_000_000;

	private static final int MOST_AT_A_TIME = 200;

	private static final int MOST_A_SECOND = 10_000;

	/** Moves to the start of the line, and clears it. */
	private static final String LINE_AGAIN = "\r\u001B[2K";

	@Mixin
	private TargetOptions target;

	@Mixin
	private RequestOptions request;

	@Mixin
	private JsonOption json;

	@Option(names = "-n", paramLabel = "COUNT",
			description = "The number of requests, at most a million (default: 100, with --for as many as fit into the time).")
	private @Nullable Integer count;

	@Option(names = "--for", paramLabel = "TIME",
			description = "How long to send, as in 60s or 5m. With -n, whichever limit comes first ends it.")
	private @Nullable String time;

	@Option(names = "--rate", paramLabel = "N",
			description = "How many requests to start per second (default: as many as the responses allow). There are"
					+ " fewer if all -c callers wait for slow responses.")
	private @Nullable Double rate;

	@Option(names = "-c", paramLabel = "CALLERS", defaultValue = "8",
			description = "How many requests to have in flight at a time (default: ${DEFAULT-VALUE}).")
	private int callers;

	@Spec
	private CommandSpec spec;

	@Override
	public Integer call() throws ClusterException, InterruptedException {
		LoadGenerator.Bounds bounds = bounds();
		Duration timeout = this.request.timeout();
		Map<String, List<String>> sent = this.request.headers();
		try (TargetOptions.Target opened = this.target.open()) {
			return send(opened.url(), new ChainClient(timeout, opened.entry()), sent, bounds);
		}
	}

	private int send(URI target, ChainClient client, Map<String, List<String>> sent, LoadGenerator.Bounds bounds)
			throws InterruptedException {
		LoadGenerator load = new LoadGenerator(client, target, sent, bounds);
		Printed printed = new Printed(() -> print(target, load, bounds.callers(), sent));
		OnExit.run("result", () -> {
			load.stop();
			printed.once();
		});
		try {
			load.run(() -> progress(load, bounds));
		}
		catch (ExecutionException ex) {
			printed.never();
			String reason = (ex.getCause() != null) ? ex.getCause().getMessage() : ex.getMessage();
			throw arguments().unsendable(reason);
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

	/**
	 * Replaces the line before, on the error stream. The result replaces the last one.
	 */
	private void progress(LoadGenerator load, LoadGenerator.Bounds bounds) {
		if (Terminal.isThere()) {
			String most = (this.count == null && this.time != null) ? "" : " of " + bounds.most();
			String line = load
				.read((tally) -> String.format(Locale.ROOT, "%d%s requests in %.0f s, %d without a response",
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
		if (this.json.isSet()) {
			JsonOption.print(out, load.read((tally) -> new Sent(target.toString(), seconds, tally.counts(),
					new Millis(tally.quantile(0.5), tally.quantile(0.9), tally.quantile(1)))));
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

	/**
	 * Prints the result once, although Ctrl-C and the last response can both ask for it.
	 */
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

	/** The object that --json prints. The help describes it. */
	private record Sent(String url, double seconds, List<Tally.Count> counts, Millis millis) {

	}

	private record Millis(double median, double ninety, double longest) {

	}

}
