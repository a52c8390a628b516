package org.meshtrio.cli;

import java.io.PrintWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.meshtrio.check.Entry;
import org.meshtrio.check.HopClient;
import org.meshtrio.check.HopException;
import org.meshtrio.check.Tally;
import org.meshtrio.check.Text;
import org.meshtrio.check.cluster.Cluster;
import org.meshtrio.check.cluster.ClusterException;
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
@Command(name = "send", mixinStandardHelpOptions = true, versionProvider = Trio.Version.class,
		exitCodeOnExecutionException = SendCommand.NOT_SENT,
		description = { "Sends GET requests into a chain and counts the answers: by status, and by version and pod of"
				+ " every service that took part." },
		exitCodeListHeading = "%nExit codes:%n",
		exitCodeList = { "0:every request got an answer, of whatever status", "1:some got none",
				"2:none was sent: no way into the cluster, or a wrong command line" },
		footerHeading = "%n",
		footer = { "--json prints one object:", "  url       what was asked", "  seconds   how long all of it took",
				"  counts    [{what, key, detail, count}]: a status (or \"none\" and the reason),",
				"            or a service with its version and pod",
				"  millis    the median, 90 %% and longest time to an answer", "", "Examples:", "  ./trio send -n 300",
				"  ./trio send --mesh -n 300 -H 'end-user: jason'",
				"  ./trio send http://gateway/ -H 'Host: trio.example.com' -c 1" })
final class SendCommand implements Callable<Integer> {

	static final int NOT_SENT = 2;

	private static final int MOST_REQUESTS = 1_000_000;

	private static final int MOST_AT_A_TIME = 200;

	@Parameters(arity = "0..1", paramLabel = "URL",
			description = "The first service of the chain, or the gateway before it (default: " + TraceCommand.HERE
					+ ", with --mesh the host of the Gateway trio in the current namespace, otherwise " + MeshAccess.URL
					+ ").")
	private @Nullable String url;

	@Option(names = "-n", paramLabel = "COUNT", defaultValue = "100",
			description = "How many requests (default: ${DEFAULT-VALUE}).")
	private int count;

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
	private double timeout;

	@Option(names = "--json", description = "Print one JSON object for a program in place of text.")
	private boolean json;

	@Spec
	private CommandSpec spec;

	@Override
	public Integer call() throws ClusterException, InterruptedException {
		bound("-n", this.count, MOST_REQUESTS);
		bound("-c", this.callers, MOST_AT_A_TIME);
		if (!this.mesh) {
			if (this.context != null) {
				throw arguments().usage("--context goes with --mesh");
			}
			return send(arguments().uri((this.url != null) ? this.url : TraceCommand.HERE), null);
		}
		URI named = (this.url != null) ? arguments().uri(this.url) : null;
		try (MeshAccess access = new MeshAccess(Cluster.of(this.context))) {
			URI target = (named != null) ? named : access.trio();
			return send(target, access.gateway(target));
		}
	}

	private int send(URI target, @Nullable Entry entry) throws InterruptedException {
		HopClient client = new HopClient(arguments().seconds("--timeout", this.timeout), entry);
		Map<String, List<String>> sent = arguments().headers(this.headers);
		Tally tally = new Tally();
		AtomicInteger left = new AtomicInteger(this.count);
		long start = System.nanoTime();
		int atATime = Math.min(this.callers, this.count);
		ExecutorService executor = Executors.newFixedThreadPool(atATime);
		try {
			List<Future<?>> ends = new ArrayList<>();
			for (int i = 0; i < atATime; i++) {
				ends.add(executor.submit(() -> {
					while (left.getAndDecrement() > 0) {
						one(client, target, sent, tally);
					}
				}));
			}
			for (Future<?> end : ends) {
				end.get();
			}
		}
		catch (ExecutionException ex) {
			String reason = (ex.getCause() != null) ? ex.getCause().getMessage() : ex.getMessage();
			throw arguments().usage("The request cannot be sent: " + Text.safe(String.valueOf(reason)));
		}
		finally {
			executor.shutdownNow();
		}
		print(target, tally, (System.nanoTime() - start) / 1e9);
		return (tally.failures() > 0) ? 1 : 0;
	}

	private static void one(HopClient client, URI target, Map<String, List<String>> headers, Tally tally) {
		long start = System.nanoTime();
		try {
			HopClient.Reply reply = client.send(target, headers);
			double millis = (System.nanoTime() - start) / 1e6;
			synchronized (tally) {
				tally.answer(reply.status(), reply.hop(), millis);
			}
		}
		catch (HopException ex) {
			String message = String.valueOf(ex.getMessage());
			synchronized (tally) {
				// Without the URL, which is the same for all.
				tally.failure(message.substring(message.indexOf(": ") + 2));
			}
		}
	}

	private void print(URI target, Tally tally, double seconds) {
		PrintWriter out = this.spec.commandLine().getOut();
		if (this.json) {
			JsonMapper mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
			out.println(mapper.writeValueAsString(new Sent(target.toString(), seconds, tally.counts(),
					new Millis(tally.quantile(0.5), tally.quantile(0.9), tally.quantile(1)))));
			return;
		}
		out.println("GET " + target + ": " + Text.count(tally.total(), "request")
				+ String.format(Locale.ROOT, " in %.1f s, %d at a time", seconds, Math.min(this.callers, this.count)));
		tally.lines().forEach(out::println);
	}

	private void bound(String option, int value, int most) {
		if (value < 1 || value > most) {
			throw arguments().usage(option + " takes a number from 1 to " + most);
		}
	}

	private Arguments arguments() {
		return new Arguments(this.spec);
	}

	/** What --json prints; the help describes it. */
	private record Sent(String url, double seconds, List<Tally.Count> counts, Millis millis) {

	}

	private record Millis(double median, double ninety, double longest) {

	}

}
