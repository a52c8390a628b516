package org.meshtrio.bench.rounds;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.meshtrio.bench.ChainSettings;
import org.meshtrio.bench.Commands;
import org.meshtrio.bench.Contender;
import org.meshtrio.bench.Contenders;
import org.meshtrio.bench.Median;
import org.meshtrio.bench.peers.Peer;
import org.meshtrio.bench.peers.Peers;
import org.meshtrio.bench.start.Checkout;
import org.meshtrio.cli.up.ServiceJvm;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Measures the chain: the figures of {@code docs/performance.md}.
 */
@Command(name = "tests/bench/run", mixinStandardHelpOptions = true, usageHelpWidth = 110,
		description = { "Starts the chain in several settings side by side, loads one after the other in rounds, and"
				+ " prints the medians as Markdown tables. Needs wrk. 'tests/bench/run help' lists the other commands." },
		footerHeading = "%n",
		footer = { "The contenders are 'unsampled' (spans on, none sampled), 'sampled' (all sampled, to a sink),",
				"'spans-off' (headers are copied) and 'floor' (three bare controllers). More with --also:",
				"  --also 'other=http://127.0.0.1:19080/'                   something that already runs",
				"  --also 'proto=--management.tracing.export.zipkin.encoding=proto3'   a setting of the services",
				"  --also 'c2=jvm=none -XX:+UseSerialGC -Xmx96m'            other JVM settings",
				"  --also 'before=trio=/path/of/another/checkout'           other code",
				"  --also 'new=java=/path/of/a/jdk'                         another JDK",
				"  --also 'one=cores=1'                                     one core for its three services" })
final class Bench implements Callable<Integer> {

	@Mixin
	private LoadOptions load = new LoadOptions();

	@Option(names = "--contenders", split = ",",
			defaultValue = Contenders.UNSAMPLED + "," + Contenders.SAMPLED + "," + Contenders.COPIED + ","
					+ Contenders.FLOOR,
			description = "What to measure. The others are compared with the first (default: ${DEFAULT-VALUE}).")
	private List<String> contenders = List.of();

	@Option(names = "--also", paramLabel = "NAME=SETTINGS", description = "Another contender. Repeatable.")
	private List<String> also = new ArrayList<>();

	@Option(names = "--peers",
			description = { "Measure other programs too: 'go', a chain written by hand in Go that makes no spans;"
					+ " 'fake-service', with its Zipkin spans and a new connection for each request, as it is shipped; and"
					+ " 'fake-service-kept', with kept connections. Needs Go, and the network for the first build." })
	private boolean peers;

	@Option(names = "--peers-from", paramLabel = "DIR",
			description = "The same, with fake-service built from a checkout of it in DIR.")
	private @Nullable Path peersFrom;

	@Option(names = "--jvm", description = "Settings of each service's JVM (default, as shipped: ${DEFAULT-VALUE}).")
	private String jvm = String.join(" ", ServiceJvm.ARGUMENTS);

	@Option(names = "--java", paramLabel = "JAVA_HOME", description = "The JDK that runs them (default: this one).")
	private Path java = Path.of(System.getProperty("java.home"));

	@Option(names = "--header", paramLabel = "LINE", description = { "A header of each request, such as 'accept:"
			+ " application/json' (default: none; the services answer with text, as to curl). Repeatable." })
	private List<String> headers = new ArrayList<>();

	@Option(names = "--starts", defaultValue = "3",
			description = "How many times to time ./trio up (default: ${DEFAULT-VALUE}).")
	private int starts;

	@Spec
	private CommandSpec spec;

	private Bench() {
	}

	/**
	 * Runs the command.
	 * @param args its options
	 */
	public static void main(String[] args) {
		System.exit(Commands.run(new Bench(), args));
	}

	@Override
	public Integer call() throws IOException, InterruptedException {
		PrintWriter out = this.spec.commandLine().getOut();
		PrintWriter err = this.spec.commandLine().getErr();
		Path home = Path.of(System.getProperty("trio.home", ""));
		this.headers.stream().filter((line) -> line.indexOf(':') < 1).findFirst().ifPresent((line) -> {
			throw new ParameterException(this.spec.commandLine(),
					"'%s' isn't a header: write it as 'name: value'.".formatted(line));
		});
		List<Peer> built = (this.peers || this.peersFrom != null) ? new Peers(home).build(this.peersFrom, err)
				: List.of();
		printStart(out, home.toAbsolutePath());
		try (Contenders all = new Contenders(ChainSettings.of(this.java, this.jvm), this.headers)) {
			List<Contender> started = start(all, built);
			List<Measured> measured = new Rounds(this.load, err).measure(started);
			new Tables(out, this.load).print(measured);
			for (Contender contender : started) {
				if (contender.name().equals(Contenders.SAMPLED)) {
					new ArrivedSpans().print(out, contender, this.load.mostConnections(), this.load.seconds());
				}
			}
		}
		return 0;
	}

	private List<Contender> start(Contenders all, List<Peer> built) {
		List<Contender> started = new ArrayList<>();
		try {
			this.contenders.forEach((name) -> started.add(all.start(name)));
			this.also.forEach((name) -> started.add(all.start(name)));
			built.forEach((peer) -> started.add(all.start(peer)));
		}
		catch (IllegalArgumentException ex) {
			throw new ParameterException(this.spec.commandLine(), String.valueOf(ex.getMessage()), ex);
		}
		return started;
	}

	private void printStart(PrintWriter out, Path home) {
		if (this.starts > 0) {
			Checkout checkout = new Checkout("this checkout", home, Path.of(System.getProperty("java.home")));
			double[] seconds = IntStream.range(0, this.starts)
				.mapToDouble((count) -> checkout.secondsToReady())
				.toArray();
			out.printf("From ./trio up (built) to ready: %.1f s, median of %d%n", Median.of(seconds), this.starts);
			out.flush();
		}
	}

}
