package org.meshtrio.bench;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Starts the chains that are measured, each on its own ports. They run side by side, and
 * only one is loaded at a time, so no chain is measured colder than another.
 */
public final class Contenders implements AutoCloseable {

	/**
	 * The chain with a tracer that samples nothing. The others are compared with it.
	 */
	static final String UNSAMPLED = "unsampled";

	/** The chain as it is shipped; its spans go to the sink. */
	static final String SAMPLED = "sampled";

	static final String COPIED = "spans-off";

	static final String FLOOR = "floor";

	/** A setting of a contender: service0 calls the other two at the same time. */
	public static final String FAN_OUT = "fan-out";

	private static final int FIRST_PORT = 18080;

	private static final int SINK_PORT = FIRST_PORT - 1;

	private static final int HOPS = ServiceProgram.HOPS;

	private static final List<String> B3 = List.of("x-b3-traceid: 463ac35c9f6413ad48485a3953bb6124",
			"x-b3-spanid: a2fb4a1d1a96d312", "x-b3-sampled: 1", "x-request-id: 8937590f-1518-920e-9ef2-a41a17db3c42");

	private final Map<String, Contender> started = new LinkedHashMap<>();

	private final List<JavaProcess> processes = new ArrayList<>();

	private final Path trio;

	private final Path java;

	private final List<String> jvm;

	private final List<String> headers;

	private int nextPort = FIRST_PORT;

	/**
	 * Starts only the span sink.
	 * @param trio the checkout whose jars are measured
	 * @param java the JDK that runs them
	 * @param jvm the settings of each service's JVM
	 * @param headers lines that each request has
	 */
	public Contenders(Path trio, Path java, List<String> jvm, List<String> headers) {
		this.trio = trio;
		this.java = java;
		this.jvm = jvm;
		this.headers = headers;
		this.processes.add(SpanSink.start(java, sink()));
	}

	/**
	 * The span sink.
	 * @return its URL
	 */
	static URI sink() {
		return URI.create("http://127.0.0.1:" + SINK_PORT + "/");
	}

	/**
	 * Starts a contender.
	 * @param name one of the names above, or {@code NAME=SETTINGS}
	 * @return the contender, ready
	 */
	public Contender start(String name) {
		Contender contender = switch (name) {
			case UNSAMPLED -> chain(name, this.trio, this.jvm, false,
					List.of("--management.tracing.sampling.probability=0"), List.of());
			case SAMPLED -> chain(name, this.trio, this.jvm, false, List.of(), List.of());
			case COPIED -> chain(name, this.trio, this.jvm, false, List.of("--mesh.propagation.spans=false"), B3);
			case FLOOR -> floor();
			default -> other(name.substring(0, name.indexOf('=')), name.substring(name.indexOf('=') + 1).split(" +"));
		};
		this.started.put(contender.name(), contender);
		return contender;
	}

	/** The chain with further settings, or something that already runs. */
	private Contender other(String name, String... settings) {
		Path from = this.trio;
		List<String> jvm = new ArrayList<>(this.jvm);
		List<String> arguments = new ArrayList<>();
		boolean fork = false;
		for (String setting : settings) {
			if (setting.startsWith("http:")) {
				return new Contender(name, URI.create(setting), this.headers, List.of());
			}
			else if (setting.startsWith("trio=")) {
				from = Path.of(setting.substring(setting.indexOf('=') + 1));
			}
			else if (setting.equals(FAN_OUT)) {
				fork = true;
			}
			else if (setting.equals("jvm=none")) {
				jvm.clear();
			}
			else {
				(setting.startsWith("--") ? arguments : jvm).add(setting);
			}
		}
		return chain(name, from, jvm, fork, arguments, List.of());
	}

	private Contender chain(String name, Path from, List<String> jvm, boolean fork, List<String> settings,
			List<String> headers) {
		List<List<String>> programs = new ArrayList<>();
		List<String> all = new ArrayList<>(List.of("--trio.delay.min=0", "--trio.delay.max=0"));
		all.addAll(settings);
		for (int hop = 0; hop < HOPS; hop++) {
			programs.add(ServiceProgram.of(from, hop, this.nextPort, sink(), fork, all));
		}
		return start(name, jvm, programs, "readyz", headers);
	}

	private Contender floor() {
		List<List<String>> programs = new ArrayList<>();
		for (int hop = 0; hop < HOPS; hop++) {
			// The web server as hop.yaml sets it.
			List<String> program = new ArrayList<>(List.of("-cp", System.getProperty("java.class.path"),
					BareApplication.class.getName(), "--server.port=" + entry(hop).getPort(),
					"--server.tomcat.max-keep-alive-requests=-1", "--server.max-http-request-header-size=64KB"));
			if (hop < HOPS - 1) {
				program.add("--bare.next=" + entry(hop + 1));
			}
			programs.add(program);
		}
		return start(FLOOR, this.jvm, programs, "", List.of());
	}

	private Contender start(String name, List<String> jvm, List<List<String>> programs, String ready,
			List<String> headers) {
		List<JavaProcess> hops = new ArrayList<>();
		for (int hop = 0; hop < HOPS; hop++) {
			JavaProcess process = JavaProcess.start("hop %d of '%s'".formatted(hop, name),
					JavaProcess.java(this.java, jvm, programs.get(hop)));
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
