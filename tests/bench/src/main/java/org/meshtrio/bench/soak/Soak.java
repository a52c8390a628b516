package org.meshtrio.bench.soak;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.meshtrio.cli.up.ServiceJvm;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Loads the chain with the clients that {@code docs/limits.md} bounds, in the settings
 * that are shipped, while probes ask all the time.
 */
@Command(name = "tests/bench/run soak", mixinStandardHelpOptions = true, usageHelpWidth = 110,
		description = "Starts the chain as ./trio up does, sends it clients of every bad kind, and says whether it"
				+ " holds: no service ends, probes answer within their timeout, and memory returns.",
		exitCodeListHeading = "%nExit codes:%n", exitCodeList = { "0:The chain held.", "1:It didn't." })
final class Soak implements Callable<Integer> {

	private static final int CLIENTS = 1_000;

	private static final int MANY = 300;

	private static final int STATUSES = 2_000;

	/** Bytes. */
	private static final long MAX_SCRAPE = 200_000;

	/** Megabytes: what Tomcat keeps for the next requests, and more kinds of metrics. */
	private static final long MAX_GROWTH = 12;

	private static final String HOST = " HTTP/1.1\r\nHost: soak\r\n";

	@Option(names = "--jvm", description = "Settings of each service's JVM (default, as shipped: ${DEFAULT-VALUE}).")
	private String jvm = String.join(" ", ServiceJvm.ARGUMENTS);

	@Spec
	private CommandSpec spec;

	private final List<String> broken = new ArrayList<>();

	private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS, (task) -> {
		Thread thread = new Thread(null, task, "client", 256 * 1024);
		thread.setDaemon(true);
		return thread;
	});

	private Soak() {
	}

	/**
	 * Runs the command.
	 * @param args its options
	 */
	public static void main(String[] args) {
		System.exit(new CommandLine(new Soak()).execute(args));
	}

	@Override
	public Integer call() throws Exception {
		try (SoakedChain chain = new SoakedChain(Path.of(System.getProperty("trio.home", "")),
				Path.of(System.getProperty("java.home")), Arrays.asList(this.jvm.split(" +")))) {
			soak(chain);
		}
		PrintWriter out = this.spec.commandLine().getOut();
		this.broken.forEach((line) -> out.println("FAILED: " + line));
		out.println(this.broken.isEmpty() ? "The chain held." : "The chain did not hold.");
		out.flush();
		return this.broken.isEmpty() ? 0 : 1;
	}

	private void soak(SoakedChain chain) throws Exception {
		// The first requests load classes, which isn't growth.
		connect(20, (count) -> new SoakClient("GET /" + HOST + "\r\n", Duration.ZERO));
		List<Long> before = chain.heapMegabytes();
		row("load", "answers", "probes", "late", "slowest ms", "MB resident");
		row("---", "---", "---", "---", "---", "---");
		try (Prober prober = new Prober(SoakedChain.probePorts())) {
			load(chain, prober, "1,000 connections, kept", CLIENTS,
					(count) -> new SoakClient("GET /version" + HOST + "\r\n", Duration.ofSeconds(3)));
			load(chain, prober, "1,000 unfinished requests", CLIENTS,
					(count) -> new SoakClient("GET /" + HOST, Duration.ZERO));
			load(chain, prober, "1,000 slow requests: /delay/10", CLIENTS,
					(count) -> new SoakClient("GET /delay/10" + HOST + "\r\n", Duration.ZERO));
			load(chain, prober, "1,000 slow bodies", CLIENTS,
					(count) -> new SoakClient("POST /" + HOST + "Content-Length: 50000\r\n\r\nslow",
							Duration.ofSeconds(3)));
			load(chain, prober, "300 with 60 kB of headers, through the chain", MANY,
					(count) -> new SoakClient("GET /" + HOST + headers() + "\r\n", Duration.ZERO));
			load(chain, prober, "2,000 different statuses and paths", STATUSES,
					(count) -> new SoakClient(
							"GET " + ((count < 400) ? "/status/" + (200 + count) : "/status/" + count + "/" + count)
									+ HOST + "\r\n",
							Duration.ZERO));
			idle(chain, prober);
		}
		// The services' HTTP clients close idle connections after ten seconds. Only after
		// that
		// is the memory what stays.
		Thread.sleep(Duration.ofSeconds(12).toMillis());
		memory(before, chain.heapMegabytes());
		scrape(chain.scrapeBytes());
	}

	private static String headers() {
		return IntStream.range(0, 90)
			.mapToObj((i) -> "x-h" + i + ": " + "v".repeat(650) + "\r\n")
			.collect(Collectors.joining());
	}

	private void load(SoakedChain chain, Prober prober, String name, int count, IntFunction<SoakClient> client)
			throws Exception {
		prober.seen();
		report(chain, prober, name, connect(count, client));
	}

	private Map<String, Integer> connect(int count, IntFunction<SoakClient> client) throws Exception {
		Map<String, Integer> ends = new TreeMap<>();
		List<Callable<String>> all = IntStream.range(0, count)
			.mapToObj((i) -> (Callable<String>) () -> client.apply(i).connect(SoakedChain.FIRST_PORT))
			.toList();
		for (Future<String> end : this.clients.invokeAll(all)) {
			ends.merge(end(end), 1, Integer::sum);
		}
		return ends;
	}

	private static String end(Future<String> future) throws InterruptedException {
		try {
			return future.get();
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException("a client failed", ex);
		}
	}

	/** Others get their answer while more connections than the limit are idle. */
	private void idle(SoakedChain chain, Prober prober) throws Exception {
		prober.seen();
		List<Future<String>> idle = IntStream.range(0, MANY)
			.mapToObj((i) -> this.clients
				.submit(() -> new SoakClient("GET /version" + HOST + "\r\n", Duration.ofSeconds(10))
					.connect(SoakedChain.FIRST_PORT)))
			.toList();
		Map<String, Integer> others = new TreeMap<>();
		while (!idle.stream().allMatch(Future::isDone)) {
			others.merge(closing("/version"), 1, Integer::sum);
			// Ten a second, which isn't load.
			Thread.sleep(100);
		}
		if (!others.keySet().equals(Set.of("200"))) {
			this.broken.add("next to 300 idle connections others got " + others);
		}
		report(chain, prober, "300 idle connections, others next to them", others);
	}

	private void report(SoakedChain chain, Prober prober, String name, Map<String, Integer> ends) throws Exception {
		chain.checkAlive(name);
		String after = closing("/");
		if (!after.equals("200")) {
			this.broken.add("after " + name + " the chain answers " + after);
		}
		Prober.Seen seen = prober.seen();
		seen.failed().forEach((line) -> this.broken.add(name + ": " + line));
		row(name, text(ends), seen.asked(), seen.late(), seen.slowest().toMillis(), chain.residentMegabytes());
	}

	/** A request whose connection doesn't stay. */
	private static String closing(String path) throws InterruptedException {
		return new SoakClient("GET " + path + HOST + "Connection: close\r\n\r\n", Duration.ZERO)
			.connect(SoakedChain.FIRST_PORT);
	}

	/** If there are many statuses, it shows their classes. */
	private static String text(Map<String, Integer> ends) {
		Map<String, Integer> shown = new TreeMap<>();
		ends.forEach((end, count) -> shown.merge((ends.size() > 8) ? end.replaceAll("\\d\\d$", "xx") : end, count,
				Integer::sum));
		return shown.entrySet()
			.stream()
			.map((end) -> end.getValue() + " × " + end.getKey())
			.collect(Collectors.joining(", "));
	}

	private void memory(List<Long> before, List<Long> after) {
		this.spec.commandLine().getOut().printf("%nHeap in use, MB: before %s, after %s%n", before, after);
		for (int hop = 0; hop < before.size(); hop++) {
			if (after.get(hop) > before.get(hop) + MAX_GROWTH) {
				this.broken.add("service%d holds %d MB after the soak, and held %d before".formatted(hop,
						after.get(hop), before.get(hop)));
			}
		}
	}

	private void scrape(List<Integer> bytes) {
		for (int hop = 0; hop < bytes.size(); hop++) {
			this.spec.commandLine().getOut().printf("A scrape of service%d: %d kB%n", hop, bytes.get(hop) / 1000);
			if (bytes.get(hop) > MAX_SCRAPE) {
				this.broken.add("a scrape of service%d is %d kB".formatted(hop, bytes.get(hop) / 1000));
			}
		}
	}

	private void row(Object... cells) {
		PrintWriter out = this.spec.commandLine().getOut();
		out.println(Arrays.stream(cells).map(String::valueOf).collect(Collectors.joining(" | ", "| ", " |")));
		out.flush();
	}

}
