package org.meshtrio.check.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.meshtrio.trace.model.Ids;

/**
 * A store that answers as Zipkin does: the spans of a trace, and all that a service has.
 */
final class FakeStore implements AutoCloseable {

	private static final String TRACE = "/api/v2/trace/";

	private final HttpServer server;

	/** Each span in Zipkin's JSON, by its trace. */
	private final Map<String, List<String>> spans = new ConcurrentHashMap<>();

	private final boolean sidecars;

	/**
	 * Starts the store.
	 * @param sidecars whether all spans are those of sidecars
	 */
	FakeStore(boolean sidecars) throws IOException {
		this.sidecars = sidecars;
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/", this::answer);
		this.server.start();
	}

	URI url() {
		return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort());
	}

	/**
	 * Takes a span.
	 * @param traceId its trace
	 * @param id its id
	 * @param parentId its parent, or an empty string
	 * @param service who reports it
	 * @param kind SERVER or CLIENT
	 */
	void report(String traceId, String id, String parentId, String service, String kind) {
		long now = System.currentTimeMillis() * 1000;
		String json = """
				{"traceId": "%s", "id": "%s", %s "kind": "%s", "name": "get", "timestamp": %d, "duration": %d,
				"localEndpoint": {"serviceName": "%s"}, "tags": {%s}}""".formatted(traceId, id,
				parentId.isEmpty() ? "" : "\"parentId\": \"" + parentId + "\",", kind, now,
				kind.equals("SERVER") ? 1_000_000 : 1, service, this.sidecars ? "\"component\": \"proxy\"" : "");
		this.spans.computeIfAbsent(Ids.trace(traceId), (trace) -> new CopyOnWriteArrayList<>()).add(json);
	}

	private void answer(HttpExchange exchange) throws IOException {
		String path = exchange.getRequestURI().getPath();
		String json = "[]";
		if (path.startsWith(TRACE)) {
			json = array(this.spans.getOrDefault(path.substring(TRACE.length()), List.of()));
		}
		else if (path.equals("/api/v2/traces")) {
			json = array(this.spans.values().stream().map(FakeStore::array).toList());
		}
		byte[] body = json.getBytes(StandardCharsets.UTF_8);
		try (exchange) {
			exchange.sendResponseHeaders(200, body.length);
			exchange.getResponseBody().write(body);
		}
	}

	private static String array(List<String> items) {
		return items.stream().collect(Collectors.joining(",", "[", "]"));
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
