package org.meshtrio.image;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.sun.net.httpserver.HttpServer;

/**
 * Makes the AOT cache: starts a service, as in a pod, with a next hop and a trace store,
 * sends it a few requests, and stops it.
 *
 * @param java the Java of the image
 * @param classPath the jars
 * @param folder for the cache and the output
 */
record Training(JavaProgram java, String classPath, Path folder) {

	/** A service without a place in the chain, in the jar that the services share. */
	private static final String APPLICATION = "org.meshtrio.hop.TrainedApplication";

	private static final List<String> MAIN_PATHS = List.of("/", "/version", "/headers", "/status/503", "/missing");

	private static final List<String> PROBE_PATHS = List.of("/livez", "/readyz", "/metrics");

	private static final List<String> TYPES = List.of("*/*", "application/json", "text/html");

	private static final int ROUNDS = 3;

	private static final Duration LIMIT = Duration.ofMinutes(3);

	private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

	/**
	 * Runs it.
	 * @return the cache
	 */
	Path run() throws IOException, InterruptedException {
		Path cache = this.folder.resolve("training.aot");
		HttpServer store = store();
		int next = freePort();
		int main = freePort();
		int probes = freePort();
		try (StartedJava nextHop = start(this.java, next, freePort(), store, Map.of());
				StartedJava service = start(this.java.with("-XX:AOTCacheOutput=" + cache), main, probes, store,
						Map.of("TRIO_NEXT", local(next, "").toString()))) {
			nextHop.awaitReady(local(next, "/readyz"), LIMIT);
			service.awaitReady(local(probes, "/readyz"), LIMIT);
			for (int round = 0; round < ROUNDS; round++) {
				for (String type : TYPES) {
					get(main, MAIN_PATHS, type);
				}
				get(probes, PROBE_PATHS, "*/*");
			}
			// The JVM writes the cache when it ends.
			service.stop(LIMIT);
			if (!Files.exists(cache)) {
				throw new IllegalStateException("The JVM wrote no AOT cache. " + service.lastLines());
			}
		}
		finally {
			store.stop(0);
		}
		return cache;
	}

	private static void get(int port, List<String> paths, String type) throws IOException, InterruptedException {
		for (String path : paths) {
			StartedJava.get(local(port, path), type);
		}
	}

	private StartedJava start(JavaProgram program, int port, int probes, HttpServer store, Map<String, String> more)
			throws IOException {
		Map<String, String> environment = new HashMap<>(more);
		environment.put("SPRING_MAIN_SOURCES", APPLICATION);
		environment.put("SPRING_CONFIG_IMPORT", "classpath:hop.yaml");
		environment.put("SPRING_APPLICATION_NAME", "training");
		environment.put("SERVER_PORT", String.valueOf(port));
		environment.put("TRIO_PROBE_PORT", String.valueOf(probes));
		environment.put("MANAGEMENT_TRACING_EXPORT_ZIPKIN_ENDPOINT",
				local(store.getAddress().getPort(), "/api/v2/spans").toString());
		return program.start(List.of("-cp", this.classPath, "org.springframework.boot.SpringApplication"), environment,
				this.folder.resolve("training-" + port + ".log"));
	}

	/** A trace store that accepts all spans. */
	private static HttpServer store() throws IOException {
		HttpServer store = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
		store.createContext("/", (exchange) -> {
			exchange.getRequestBody().readAllBytes();
			exchange.sendResponseHeaders(202, -1);
			exchange.close();
		});
		store.start();
		return store;
	}

	private static URI local(int port, String path) {
		return URI.create("http://" + LOOPBACK.getHostAddress() + ":" + port + path);
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
			return socket.getLocalPort();
		}
	}

}
