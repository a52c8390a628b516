package org.meshtrio.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.meshtrio.cli.up.ServiceJvm;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Measures the chain: the figures of {@code docs/performance.md}.
 */
@Command(name = "tests/bench/run", mixinStandardHelpOptions = true, usageHelpWidth = 110,
		description = { "Starts the chain in several settings side by side, loads one after the other in rounds, and"
				+ " prints the medians as a Markdown table. Needs wrk." },
		footerHeading = "%n",
		footer = { "The contenders are 'unsampled' (spans on, none sampled), 'sampled' (all sampled, to a sink),",
				"'spans-off' (headers are copied) and 'floor' (three bare controllers). More with --also:",
				"  --also 'go=http://127.0.0.1:19080/'                      something that already runs",
				"  --also 'proto=--management.tracing.export.zipkin.encoding=proto3'   a setting of the services",
				"  --also 'c2=jvm=none -XX:+UseSerialGC -Xmx96m'            other JVM settings",
				"  --also 'before=trio=/path/of/another/checkout'           other code" })
final class Bench implements Callable<Integer> {

	private static final int SPANS_A_REQUEST = 5;

	@Option(names = "--rounds", defaultValue = "5", description = "Number of rounds (default: ${DEFAULT-VALUE}).")
	private int rounds;

	@Option(names = "--seconds", defaultValue = "10", description = "Length of a run (default: ${DEFAULT-VALUE}).")
	private int seconds;

	@Option(names = "--warm-up", defaultValue = "20",
			description = "How many seconds each chain is loaded before the first run (default: ${DEFAULT-VALUE}).")
	private int warmUp;

	@Option(names = "--connections", split = ",", defaultValue = "1,8,64",
			description = "Concurrent requests (default: ${DEFAULT-VALUE}).")
	private List<Integer> connections = List.of();

	@Option(names = "--contenders", split = ",",
			defaultValue = Contenders.UNSAMPLED + "," + Contenders.SAMPLED + "," + Contenders.COPIED + ","
					+ Contenders.FLOOR,
			description = "What to measure. The others are compared with the first (default: ${DEFAULT-VALUE}).")
	private List<String> contenders = List.of();

	@Option(names = "--also", paramLabel = "NAME=SETTINGS", description = "Another contender. Repeatable.")
	private List<String> also = new ArrayList<>();

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
		System.exit(new CommandLine(new Bench()).execute(args));
	}

	@Override
	public Integer call() throws IOException, InterruptedException {
		PrintWriter out = this.spec.commandLine().getOut();
		printStart(out);
		List<String> names = new ArrayList<>(this.contenders);
		names.addAll(this.also);
		try (Contenders all = new Contenders(Path.of(System.getProperty("trio.home", "")), this.java,
				List.of(this.jvm.split(" +")), this.headers)) {
			List<Contender> started = names.stream().map(all::start).toList();
			Map<Contender, Map<Integer, List<Contender.Run>>> runs = measure(started);
			this.connections.forEach((count) -> printTable(out, started, count, runs));
			printMemory(out, started);
			for (Contender contender : started) {
				if (contender.name().equals(Contenders.SAMPLED)) {
					printSpans(out, contender);
				}
			}
		}
		out.flush();
		return 0;
	}

	private void printStart(PrintWriter out) {
		if (this.starts > 0) {
			double[] seconds = IntStream.range(0, this.starts).mapToDouble((count) -> UpTime.measure()).toArray();
			out.printf("From ./trio up (built) to ready: %.1f s, median of %d%n", median(seconds), this.starts);
			out.flush();
		}
	}

	private Map<Contender, Map<Integer, List<Contender.Run>>> measure(List<Contender> started) {
		int most = this.connections.stream().max(Integer::compare).orElseThrow();
		started.forEach((contender) -> contender.load(most, this.warmUp));
		Map<Contender, Map<Integer, List<Contender.Run>>> runs = new LinkedHashMap<>();
		for (int round = 0; round < this.rounds; round++) {
			for (int count : this.connections) {
				for (Contender contender : started) {
					Contender.Run run = contender.load(count, this.seconds);
					runs.computeIfAbsent(contender, (key) -> new LinkedHashMap<>())
						.computeIfAbsent(count, (key) -> new ArrayList<>())
						.add(run);
					this.spec.commandLine()
						.getErr()
						.printf("round %d of %d, %d connections, %s: %.0f requests/s, %.0f us CPU%n", round + 1,
								this.rounds, count, contender.name(), run.wrk().perSecond(), run.cpuMicros());
				}
			}
		}
		return runs;
	}

	private void printTable(PrintWriter out, List<Contender> started, int count,
			Map<Contender, Map<Integer, List<Contender.Run>>> runs) {
		List<Contender.Run> first = runs.get(started.get(0)).get(count);
		List<Contender.Run> floor = started.stream()
			.filter((contender) -> contender.name().equals(Contenders.FLOOR))
			.findFirst()
			.map((contender) -> runs.get(contender).get(count))
			.orElse(null);
		out.printf("%n%d connection%s, medians of %d runs of %d s; ratios are medians of each round's%n%n", count,
				(count == 1) ? "" : "s", this.rounds, this.seconds);
		out.printf("| chain | to '%s' | to floor | requests/s | p50 ms | p99 ms | errors | CPU µs a request |%n",
				started.get(0).name());
		out.println("|---|---|---|---|---|---|---|---|");
		for (Contender contender : started) {
			List<Contender.Run> own = runs.get(contender).get(count);
			out.printf("| %s | %.2f | %s | %.0f | %.2f | %.1f | %d | %s |%n", contender.name(), ratio(own, first),
					(floor != null) ? "%.2f".formatted(ratio(own, floor)) : "–",
					median(own, (run) -> run.wrk().perSecond()), median(own, (run) -> run.wrk().p50()),
					median(own, (run) -> run.wrk().p99()), own.stream().mapToLong((run) -> run.wrk().errors()).sum(),
					contender.hops().isEmpty() ? "–" : "%.0f".formatted(median(own, Contender.Run::cpuMicros)));
		}
		out.flush();
	}

	/**
	 * The median of the ratios of each round, because both runs of a round saw the
	 * machine in the same state.
	 */
	private static double ratio(List<Contender.Run> runs, List<Contender.Run> to) {
		return median(IntStream.range(0, runs.size())
			.mapToDouble((round) -> runs.get(round).wrk().perSecond() / to.get(round).wrk().perSecond())
			.toArray());
	}

	private static double median(List<Contender.Run> runs, ToDoubleFunction<Contender.Run> figure) {
		return median(runs.stream().mapToDouble(figure).toArray());
	}

	private static double median(double... values) {
		double[] sorted = Arrays.stream(values).sorted().toArray();
		int middle = sorted.length / 2;
		return (sorted.length % 2 == 1) ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
	}

	private static void printMemory(PrintWriter out, List<Contender> started) {
		out.printf("%nResident memory after the load, MB, hop by hop:%n%n| chain | resident |%n|---|---|%n");
		for (Contender contender : started) {
			String resident = contender.hops()
				.stream()
				.map(JavaProcess::residentMegabytes)
				.filter(Objects::nonNull)
				.map(String::valueOf)
				.collect(Collectors.joining(", "));
			out.printf("| %s | %s |%n", contender.name(), resident.isEmpty() ? "–" : resident);
		}
		out.flush();
	}

	/**
	 * Shows how many spans arrived. A reporter drops spans rather than delay requests.
	 */
	private void printSpans(PrintWriter out, Contender contender) throws IOException, InterruptedException {
		HttpClient client = HttpClient.newHttpClient();
		client.send(HttpRequest.newBuilder(Contenders.sink()).PUT(HttpRequest.BodyPublishers.noBody()).build(),
				HttpResponse.BodyHandlers.discarding());
		// Spans of the runs before may still be queued.
		long queued = settled(client);
		int most = this.connections.stream().max(Integer::compare).orElseThrow();
		long expected = SPANS_A_REQUEST * contender.load(most, this.seconds).wrk().requests();
		long arrived = settled(client) - queued;
		out.printf("%nSpans of '%s' at %d connections: %d made, %d arrived (%.1f %%)%n", contender.name(), most,
				expected, arrived, 100.0 * arrived / expected);
	}

	/** Waits until the number of spans no longer grows. */
	private static long settled(HttpClient client) throws IOException, InterruptedException {
		long count = -1;
		long before;
		do {
			before = count;
			// Longer than the second for which the reporter waits to fill a message.
			Thread.sleep(Duration.ofSeconds(3).toMillis());
			count = Long.parseLong(
					client.send(HttpRequest.newBuilder(Contenders.sink()).build(), HttpResponse.BodyHandlers.ofString())
						.body());
		}
		while (count != before);
		return count;
	}

}
