package org.meshtrio.bench.soak;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.meshtrio.bench.JavaProcess;
import org.meshtrio.bench.ServiceProgram;
import org.meshtrio.bench.SpanSink;

/**
 * The chain that the soak runs against, with a span sink, and what can be seen of its
 * processes.
 */
final class SoakedChain implements AutoCloseable {

	/** The port of service0, to which the clients connect. */
	static final int FIRST_PORT = 28080;

	private static final int FIRST_PROBE_PORT = 29080;

	private static final URI SINK = URI.create("http://127.0.0.1:28079/");

	private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final Path java;

	private final JavaProcess sink;

	private final List<JavaProcess> services = new ArrayList<>();

	/**
	 * Starts it and waits until it is ready.
	 * @param home the checkout
	 * @param java the JDK that runs it
	 * @param jvm the settings of each service's JVM
	 */
	SoakedChain(Path home, Path java, List<String> jvm) {
		this.java = java;
		this.sink = SpanSink.start(java, SINK);
		try {
			for (int hop = 0; hop < ServiceProgram.HOPS; hop++) {
				List<String> program = ServiceProgram.of(home, hop, FIRST_PORT, SINK, false,
						List.of("--server.address=127.0.0.1", "--trio.probe-port=" + (FIRST_PROBE_PORT + hop)));
				this.services.add(JavaProcess.start("service" + hop, JavaProcess.java(java, jvm, program)));
			}
			for (int hop = 0; hop < ServiceProgram.HOPS; hop++) {
				this.services.get(hop).awaitReady(probe(hop, "/readyz"));
			}
		}
		catch (RuntimeException ex) {
			close();
			throw ex;
		}
	}

	private static URI probe(int hop, String path) {
		return URI.create("http://127.0.0.1:" + (FIRST_PROBE_PORT + hop) + path);
	}

	/**
	 * The ports for probes.
	 * @return a port for each service, in order
	 */
	static List<Integer> probePorts() {
		return IntStream.range(FIRST_PROBE_PORT, FIRST_PROBE_PORT + ServiceProgram.HOPS).boxed().toList();
	}

	/**
	 * Sees that every service still runs.
	 * @param load what it was loaded with, for the failure
	 * @throws IllegalStateException if one has ended; its message has the last output
	 */
	void checkAlive(String load) {
		for (int hop = 0; hop < ServiceProgram.HOPS; hop++) {
			JavaProcess service = this.services.get(hop);
			if (!service.isAlive()) {
				throw new IllegalStateException(
						"service%d ended under %s. Its last output:%n%s".formatted(hop, load, service.tail()));
			}
		}
	}

	/**
	 * The memory that each service holds.
	 * @return megabytes (2^20 bytes), hop by hop; {@code null} on a system without /proc
	 */
	List<@Nullable Long> residentMegabytes() {
		List<@Nullable Long> megabytes = new ArrayList<>();
		this.services.forEach((service) -> megabytes.add(service.residentMegabytes()));
		return megabytes;
	}

	/**
	 * The heap that is in use after a full collection.
	 * @return megabytes (2^20 bytes), hop by hop
	 * @throws IOException if {@code jcmd} doesn't start
	 * @throws InterruptedException if the thread is interrupted
	 */
	List<Long> heapMegabytes() throws IOException, InterruptedException {
		List<Long> heaps = new ArrayList<>();
		for (JavaProcess service : this.services) {
			jcmd(service, "GC.run");
			Matcher used = Pattern.compile("generation\\s+total \\d+K, used (\\d+)K")
				.matcher(jcmd(service, "GC.heap_info"));
			heaps.add(used.results().mapToLong((result) -> Long.parseLong(result.group(1))).sum() / 1024);
		}
		return heaps;
	}

	private String jcmd(JavaProcess service, String command) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(this.java.resolve(Path.of("bin", "jcmd")).toString(), "" + service.pid(),
				command)
			.redirectErrorStream(true)
			.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		process.waitFor();
		return output;
	}

	/**
	 * The size of what Prometheus scrapes.
	 * @return bytes, hop by hop
	 * @throws IOException if a service doesn't answer
	 * @throws InterruptedException if the thread is interrupted
	 */
	List<Integer> scrapeBytes() throws IOException, InterruptedException {
		List<Integer> bytes = new ArrayList<>();
		for (int hop = 0; hop < ServiceProgram.HOPS; hop++) {
			bytes.add(CLIENT
				.send(HttpRequest.newBuilder(probe(hop, "/metrics")).build(), HttpResponse.BodyHandlers.ofByteArray())
				.body().length);
		}
		return bytes;
	}

	@Override
	public void close() {
		this.services.forEach(JavaProcess::close);
		this.sink.close();
	}

}
