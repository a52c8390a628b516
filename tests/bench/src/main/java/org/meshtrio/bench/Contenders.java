package org.meshtrio.bench;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import org.meshtrio.bench.peers.Peer;

/**
 * Starts the chains that are measured, each on its own ports. They run side by side, and
 * only one is loaded at a time, so no chain is measured colder than another.
 */
public final class Contenders implements AutoCloseable {

	/**
	 * The chain with a tracer that samples nothing. The others are compared with it.
	 */
	public static final String UNSAMPLED = "unsampled";

	/** The chain as it is shipped; its spans go to the sink. */
	public static final String SAMPLED = "sampled";

	/** The chain without spans, and a client that sends B3. */
	public static final String COPIED = "spans-off";

	/** Three bare controllers. */
	public static final String FLOOR = "floor";

	private static final int FIRST_PORT = 18080;

	private static final int SINK_PORT = FIRST_PORT - 1;

	private static final int HOPS = ServiceProgram.HOPS;

	private static final List<String> B3 = List.of("x-b3-traceid: 463ac35c9f6413ad48485a3953bb6124",
			"x-b3-spanid: a2fb4a1d1a96d312", "x-b3-sampled: 1", "x-request-id: 8937590f-1518-920e-9ef2-a41a17db3c42");

	private final List<JavaProcess> processes = new ArrayList<>();

	private final ChainSettings shipped;

	private final List<String> headers;

	private int nextPort = FIRST_PORT;

	/**
	 * Starts only the span sink.
	 * @param shipped the chain that contenders change
	 * @param headers lines that each request has
	 */
	public Contenders(ChainSettings shipped, List<String> headers) {
		this.shipped = shipped;
		this.headers = headers;
		this.processes.add(SpanSink.start(shipped.java(), sink()));
	}

	/**
	 * The span sink.
	 * @return its URL
	 */
	public static URI sink() {
		return URI.create("http://127.0.0.1:" + SINK_PORT + "/");
	}

	/**
	 * Starts a contender.
	 * @param name one of the names above, or {@code NAME=SETTINGS}
	 * @return the contender, ready
	 * @throws IllegalArgumentException if it is neither; its message says what to do
	 */
	public Contender start(String name) {
		return switch (name) {
			case UNSAMPLED -> start(settings(name + "=--management.tracing.sampling.probability=0"));
			case SAMPLED -> start(settings(name + "="));
			case COPIED -> chain(settings(name + "=--mesh.propagation.spans=false"), B3);
			case FLOOR -> floor();
			default -> other(name);
		};
	}

	/** The chain with further settings, or something that already runs. */
	private Contender other(String text) {
		int equals = text.indexOf('=');
		if (equals > 0 && text.startsWith("http:", equals + 1)) {
			return new Contender(text.substring(0, equals), URI.create(text.substring(equals + 1)), this.headers,
					List.of());
		}
		return start(settings(text));
	}

	private ChainSettings settings(String text) {
		return ChainSettings.parse(text, this.shipped);
	}

	/**
	 * Starts our chain.
	 * @param settings how
	 * @return the contender, ready
	 */
	public Contender start(ChainSettings settings) {
		return chain(settings, List.of());
	}

	private Contender chain(ChainSettings settings, List<String> headers) {
		List<List<String>> commands = new ArrayList<>();
		for (int hop = 0; hop < HOPS; hop++) {
			commands.add(settings.command("service" + hop, ServiceProgram.of(settings.trio(), hop, this.nextPort,
					sink(), settings.fork(), settings.arguments())));
		}
		return start(settings.name(), commands, "readyz", headers);
	}

	/**
	 * Starts another program.
	 * @param peer the program
	 * @return the contender, ready
	 */
	public Contender start(Peer peer) {
		List<List<String>> commands = new ArrayList<>();
		for (int hop = 0; hop < HOPS; hop++) {
			commands.add(peer.command(hop, entry(hop), (hop < HOPS - 1) ? entry(hop + 1) : null, sink()));
		}
		return start(peer.name(), commands, peer.ready(), peer.copiesHeaders() ? B3 : List.of());
	}

	private Contender floor() {
		List<List<String>> commands = new ArrayList<>();
		for (int hop = 0; hop < HOPS; hop++) {
			// The web server as hop.yaml sets it.
			List<String> program = new ArrayList<>(List.of("-cp", System.getProperty("java.class.path"),
					BareApplication.class.getName(), "--server.port=" + entry(hop).getPort(),
					"--server.tomcat.max-keep-alive-requests=-1", "--server.max-http-request-header-size=64KB"));
			if (hop < HOPS - 1) {
				program.add("--bare.next=" + entry(hop + 1));
			}
			commands.add(this.shipped.command(FLOOR, program));
		}
		return start(FLOOR, commands, "", List.of());
	}

	private Contender start(String name, List<List<String>> commands, String ready, List<String> headers) {
		List<JavaProcess> hops = new ArrayList<>();
		for (int hop = 0; hop < HOPS; hop++) {
			JavaProcess process = JavaProcess.start("hop %d of '%s'".formatted(hop, name), commands.get(hop));
			hops.add(process);
			this.processes.add(process);
		}
		// The last first, since a hop of the floor answers only if the next one does.
		for (int hop = HOPS - 1; hop >= 0; hop--) {
			hops.get(hop).awaitReady(entry(hop).resolve(ready));
		}
		List<String> all = new ArrayList<>(this.headers);
		all.addAll(headers);
		Contender contender = new Contender(name, entry(0), all, hops);
		this.nextPort += HOPS;
		return contender;
	}

	/** The URL of a hop of the chain that is about to be started. */
	private URI entry(int hop) {
		return URI.create("http://127.0.0.1:" + (this.nextPort + hop) + "/");
	}

	@Override
	public void close() {
		this.processes.forEach(JavaProcess::close);
	}

}
