package org.meshtrio.bench.soak;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.meshtrio.cli.up.ServiceJvm;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Meets the chain with the clients that {@code docs/limits.md} bounds, with the settings
 * that are shipped, while probes ask all the time.
 */
@Command(name = "tests/bench/run soak", mixinStandardHelpOptions = true, usageHelpWidth = 110,
		description = "Starts the chain as ./trio up does, sends it clients of every bad kind, and tells whether it"
				+ " holds: no service ends, probes answer within their time-out, memory returns.",
		exitCodeListHeading = "%nExit codes:%n", exitCodeList = { "0:it holds", "1:it does not" })
final class Soak implements Callable<Integer> {

	private static final int FIRST_PORT = 28080;

	private static final int FIRST_PROBE_PORT = 29080;

	private static final URI SINK = URI.create("http://127.0.0.1:28079/");

	private static final int HOPS = 3;

	private static final int CLIENTS = 1_000;

	private static final int MANY = 300;

	private static final int STATUSES = 2_000;

	private static final long MAX_SCRAPE = 200_000;

	/** What Tomcat keeps for the next requests, and more kinds of metrics. */
	private static final long MAX_GROWTH = 12;

	private static final String HOST = " HTTP/1.1\r\nHost: soak\r\n";

	private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	@Option(names = "--jvm", description = "Settings of each service's JVM (default, as shipped: ${DEFAULT-VALUE}).")
	private String jvm = String.join(" ", ServiceJvm.ARGUMENTS);

	@Spec
	private CommandSpec spec;

	private final List<JavaProcess> services = new ArrayList<>();

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
		Path java = Path.of(System.getProperty("java.home"));
		JavaProcess sink = SpanSink.start(java, SINK);
		try {
			start(java);
			soak(java);
		}
		finally {
			this.services.forEach(JavaProcess::close);
			sink.close();
		}
		PrintWriter out = this.spec.commandLine().getOut();
		this.broken.forEach((line) -> out.println("FAILED: " + line));
		out.println(this.broken.isEmpty() ? "The chain held." : "The chain did not hold.");
		out.flush();
		return this.broken.isEmpty() ? 0 : 1;
	}

	private void start(Path java) {
		Path home = Path.of(System.getProperty("trio.home", ""));
		for (int hop = 0; hop < HOPS; hop++) {
			List<String> program = new ArrayList<>(
					List.of("-jar", home.resolve("service%d/target/service%d.jar".formatted(hop, hop)).toString(),
							"--server.address=127.0.0.1", "--server.port=" + (FIRST_PORT + hop),
							"--trio.probe-port=" + (FIRST_PROBE_PORT + hop),
							"--management.tracing.export.zipkin.endpoint=" + SINK));
			if (hop < HOPS - 1) {
				program.add("--trio.next=http://127.0.0.1:" + (FIRST_PORT + hop + 1));
			}
			this.services.add(JavaProcess.start("service" + hop,
					JavaProcess.java(java, Arrays.asList(this.jvm.split(" +")), program)));
		}
		for (int hop = 0; hop < HOPS; hop++) {
			this.services.get(hop).awaitReady(URI.create("http://127.0.0.1:" + (FIRST_PROBE_PORT + hop) + "/readyz"));
		}
	}

	private void soak(Path java) throws Exception {
		// What the first requests load is not of the soak.
		meet(20, (count) -> new SoakClient("GET /" + HOST + "\r\n", Duration.ZERO));
		List<Long> before = heaps(java);
		row("load", "answers", "probes", "late", "slowest ms", "MB resident");
		row("---", "---", "---", "---", "---", "---");
		try (Prober prober = new Prober(IntStream.range(FIRST_PROBE_PORT, FIRST_PROBE_PORT + HOPS).boxed().toList())) {
			load(prober, "1,000 connections, kept", CLIENTS,
					(count) -> new SoakClient("GET /version" + HOST + "\r\n", Duration.ofSeconds(3)));
			load(prober, "1,000 unfinished requests", CLIENTS,
					(count) -> new SoakClient("GET /" + HOST, Duration.ZERO));
			load(prober, "1,000 slow requests: /delay/10", CLIENTS,
					(count) -> new SoakClient("GET /delay/10" + HOST + "\r\n", Duration.ZERO));
			load(prober, "1,000 slow bodies", CLIENTS,
					(count) -> new SoakClient("POST /" + HOST + "Content-Length: 50000\r\n\r\nslow",
							Duration.ofSeconds(3)));
			load(prober, "300 with 60 kB of headers, through the chain", MANY,
					(count) -> new SoakClient("GET /" + HOST + headers() + "\r\n", Duration.ZERO));
			load(prober, "2,000 different statuses and paths", STATUSES,
					(count) -> new SoakClient(
							"GET " + ((count < 400) ? "/status/" + (200 + count) : "/status/" + count + "/" + count)
									+ HOST + "\r\n",
							Duration.ZERO));
			idle(prober);
		}
		// The client's idle connections are closed after ten seconds.
		Thread.sleep(Duration.ofSeconds(12).toMillis());
		memory(before, heaps(java));
		scrape();
	}

	private static String headers() {
		return IntStream.range(0, 90)
			.mapToObj((i) -> "x-h" + i + ": " + "v".repeat(650) + "\r\n")
			.collect(Collectors.joining());
	}

	private void load(Prober prober, String name, int count, IntFunction<SoakClient> client) throws Exception {
		prober.seen();
		report(prober, name, meet(count, client));
	}

	private Map<String, Integer> meet(int count, IntFunction<SoakClient> client) throws Exception {
		Map<String, Integer> ends = new TreeMap<>();
		List<Callable<String>> all = IntStream.range(0, count)
			.mapToObj((i) -> (Callable<String>) () -> client.apply(i).meet(FIRST_PORT))
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

	/** Others get their answer while more connections than there are lie idle. */
	private void idle(Prober prober) throws Exception {
		prober.seen();
		List<Future<String>> idle = IntStream.range(0, MANY)
			.mapToObj((i) -> this.clients
				.submit(() -> new SoakClient("GET /version" + HOST + "\r\n", Duration.ofSeconds(10)).meet(FIRST_PORT)))
			.toList();
		Map<String, Integer> others = new TreeMap<>();
		while (!idle.stream().allMatch(Future::isDone)) {
			others.merge(
					new SoakClient("GET /version" + HOST + "Connection: close\r\n\r\n", Duration.ZERO).meet(FIRST_PORT),
					1, Integer::sum);
			Thread.sleep(100);
		}
		if (!others.keySet().equals(Set.of("200"))) {
			this.broken.add("beside 300 idle connections others got " + others);
		}
		report(prober, "300 idle connections, others beside them", others);
	}

	private void report(Prober prober, String name, Map<String, Integer> ends) throws Exception {
		for (int hop = 0; hop < HOPS; hop++) {
			if (!this.services.get(hop).isAlive()) {
				throw new IllegalStateException("service%d ended under %s. Its last output:%n%s".formatted(hop, name,
						this.services.get(hop).tail()));
			}
		}
		String after = new SoakClient("GET /" + HOST + "Connection: close\r\n\r\n", Duration.ZERO).meet(FIRST_PORT);
		if (!after.equals("200")) {
			this.broken.add("after " + name + " the chain answers " + after);
		}
		Prober.Seen seen = prober.seen();
		seen.failed().forEach((line) -> this.broken.add(name + ": " + line));
		row(name, text(ends), seen.asked(), seen.late(), seen.slowest().toMillis(),
				this.services.stream().map(JavaProcess::residentMegabytes).toList());
	}

	/** Many statuses are told by their class. */
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
		for (int hop = 0; hop < HOPS; hop++) {
			if (after.get(hop) > before.get(hop) + MAX_GROWTH) {
				this.broken.add("service%d holds %d MB after the soak, and held %d before".formatted(hop,
						after.get(hop), before.get(hop)));
			}
		}
	}

	private void scrape() throws IOException, InterruptedException {
		for (int hop = 0; hop < HOPS; hop++) {
			int length = CLIENT
				.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + (FIRST_PROBE_PORT + hop) + "/metrics"))
					.build(), HttpResponse.BodyHandlers.ofByteArray())
				.body().length;
			this.spec.commandLine().getOut().printf("A scrape of service%d: %d kB%n", hop, length / 1000);
			if (length > MAX_SCRAPE) {
				this.broken.add("a scrape of service%d is %d kB".formatted(hop, length / 1000));
			}
		}
	}

	/** The heap that is in use after a full collection, in MB, of each service. */
	private List<Long> heaps(Path java) throws IOException, InterruptedException {
		List<Long> heaps = new ArrayList<>();
		for (JavaProcess service : this.services) {
			jcmd(java, service, "GC.run");
			Matcher used = Pattern.compile("generation\\s+total \\d+K, used (\\d+)K")
				.matcher(jcmd(java, service, "GC.heap_info"));
			heaps.add(used.results().mapToLong((result) -> Long.parseLong(result.group(1))).sum() / 1024);
		}
		return heaps;
	}

	private static String jcmd(Path java, JavaProcess service, String command)
			throws IOException, InterruptedException {
		Process process = new ProcessBuilder(java.resolve(Path.of("bin", "jcmd")).toString(), "" + service.pid(),
				command)
			.redirectErrorStream(true)
			.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		process.waitFor();
		return output;
	}

	private void row(Object... cells) {
		PrintWriter out = this.spec.commandLine().getOut();
		out.println(Arrays.stream(cells).map(String::valueOf).collect(Collectors.joining(" | ", "| ", " |")));
		out.flush();
	}

}
