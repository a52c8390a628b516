package org.meshtrio.bench.leak;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

import org.meshtrio.bench.ChainSettings;
import org.meshtrio.bench.Contenders;
import org.meshtrio.cli.up.ServiceJvm;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Looks for a request that gets another one's context. The ids of each request are
 * unique, and the answer has what every hop received. The use of memory doesn't grow with
 * the number of requests.
 */
@Command(name = "tests/bench/run leak", mixinStandardHelpOptions = true, usageHelpWidth = 110, description = {
		"Sends requests with unique ids through two chains, one with spans and one without, and checks in"
				+ " each answer that every hop got exactly that request's ids. Some requests ask for faults, some for a"
				+ " delay that is longer than the caller's timeout, some end the trace (trio-forward: off), and some"
				+ " clients leave before the answer." },
		exitCodeListHeading = "%nExit codes:%n", exitCodeList = { "0:Every hop got its request's ids, and no others.",
				"1:A hop didn't, or no hop was checked.", "2:Wrong options." })
final class Leak implements Callable<Integer> {

	/** Shorter than the delay that some requests ask for. */
	private static final Duration TIMEOUT = Duration.ofSeconds(1);

	private static final int SHOWN = 5;

	@Option(names = "-n", defaultValue = "100000", paramLabel = "COUNT",
			description = "Number of requests (default: ${DEFAULT-VALUE}).")
	private long count;

	@Option(names = "--connections", defaultValue = "32",
			description = "Concurrent requests (default: ${DEFAULT-VALUE}).")
	private int connections;

	@Option(names = "--fan-out",
			description = "Use two forks instead of two chains: service0 calls service1 and service2 at the same time.")
	private boolean fanOut;

	@Option(names = "--jvm", description = "Settings of each service's JVM (default, as shipped: ${DEFAULT-VALUE}).")
	private String jvm = String.join(" ", ServiceJvm.ARGUMENTS);

	@Option(names = "--java", paramLabel = "JAVA_HOME", description = "The JDK that runs them (default: this one).")
	private Path java = Path.of(System.getProperty("java.home"));

	@Spec
	private CommandSpec spec;

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final UniqueIds ids = new UniqueIds();

	private final AtomicLong next = new AtomicLong();

	private final LongAdder hops = new LongAdder();

	private final LongAdder mixUps = new LongAdder();

	private final Map<String, LongAdder> outcomes = new ConcurrentSkipListMap<>();

	private Leak() {
	}

	/**
	 * Runs the command.
	 * @param args its options
	 */
	public static void main(String[] args) {
		System.exit(new CommandLine(new Leak()).execute(args));
	}

	@Override
	public Integer call() throws InterruptedException {
		PrintWriter out = this.spec.commandLine().getOut();
		String timeout = "--trio.timeout=" + TIMEOUT.toMillis() + "ms"
				+ (this.fanOut ? " " + ChainSettings.FAN_OUT : "");
		try (Contenders all = new Contenders(ChainSettings.of(this.java, this.jvm), List.of())) {
			URI spansOn = all.start("spans-on=" + timeout).entry();
			URI spansOff = all.start("spans-off=" + timeout + " --mesh.propagation.spans=false").entry();
			ExecutorService callers = Executors.newFixedThreadPool(this.connections);
			for (int i = 0; i < this.connections; i++) {
				callers.execute(() -> send(spansOn, spansOff));
			}
			callers.shutdown();
			while (!callers.awaitTermination(10, TimeUnit.SECONDS)) {
				progress();
			}
		}
		out.printf("%d requests, %d hop records checked, %d mix-ups%n%nAnswers:%n", this.count, this.hops.sum(),
				this.mixUps.sum());
		this.outcomes.forEach((kind, times) -> out.printf("%10d  %s%n", times.sum(), kind));
		out.flush();
		return (this.mixUps.sum() > 0 || this.hops.sum() == 0) ? 1 : 0;
	}

	private void progress() {
		PrintWriter err = this.spec.commandLine().getErr();
		err.printf("%d of %d requests, %d hop records checked, %d mix-ups%n", Math.min(this.next.get(), this.count),
				this.count, this.hops.sum(), this.mixUps.sum());
		err.flush();
	}

	private void send(URI spansOn, URI spansOff) {
		for (long number = this.next.getAndIncrement(); number < this.count; number = this.next.getAndIncrement()) {
			UniqueRequest request = this.ids.request(number);
			String outcome;
			try {
				outcome = send(request, ((number & 1) == 0) ? spansOn : spansOff);
			}
			catch (IOException ex) {
				outcome = "no answer: " + ex.getClass().getSimpleName();
			}
			catch (InterruptedException ex) {
				return;
			}
			this.outcomes.computeIfAbsent(outcome, (key) -> new LongAdder()).increment();
		}
	}

	private String send(UniqueRequest request, URI entry) throws IOException, InterruptedException {
		if (request.kind() == UniqueRequest.Kind.CANCELLED) {
			leave(request, entry);
			return request.kind().text();
		}
		HttpRequest.Builder builder = HttpRequest.newBuilder(entry).timeout(Duration.ofSeconds(30));
		request.headers().forEach(builder::header);
		HttpResponse<String> response = this.client.send(builder.build(), HttpResponse.BodyHandlers.ofString());
		UniqueIds.Checked checked = this.ids.check(request, response.body());
		this.hops.add(checked.hops());
		checked.mixUps().forEach(this::report);
		return "%s: %d%s".formatted(request.kind().text(), response.statusCode(),
				(checked.hops() == 0) ? ", without a tree of hops" : "");
	}

	/** Sends a request, and leaves before the answer or in the middle of it. */
	private static void leave(UniqueRequest request, URI entry) throws IOException, InterruptedException {
		StringBuilder lines = new StringBuilder("GET / HTTP/1.1\r\nHost: leak\r\n");
		request.headers().forEach((name, value) -> lines.append("%s: %s\r\n".formatted(name, value)));
		try (Socket socket = new Socket(entry.getHost(), entry.getPort())) {
			socket.getOutputStream().write(lines.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
			Thread.sleep(ThreadLocalRandom.current().nextInt(10));
		}
	}

	private void report(String mixUp) {
		this.mixUps.increment();
		if (this.mixUps.sum() <= SHOWN) {
			this.spec.commandLine().getErr().println(mixUp);
		}
	}

}
