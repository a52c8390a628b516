package org.meshtrio.cli.check;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

import com.sun.net.httpserver.HttpServer;

/**
 * Shows the metrics of the last check.
 */
final class MetricsServer implements AutoCloseable {

	private final HttpServer server;

	private volatile byte[] text = new byte[0];

	private MetricsServer(HttpServer server) {
		this.server = server;
	}

	static MetricsServer start(InetSocketAddress address) throws IOException {
		MetricsServer metrics = new MetricsServer(HttpServer.create(address, 0));
		metrics.server.createContext("/metrics", (exchange) -> {
			try (exchange) {
				byte[] body = metrics.text;
				exchange.getResponseHeaders().set("content-type", "text/plain; version=0.0.4; charset=utf-8");
				exchange.sendResponseHeaders(200, (body.length > 0) ? body.length : -1);
				exchange.getResponseBody().write(body);
			}
		});
		metrics.server.start();
		return metrics;
	}

	void show(String metrics) {
		this.text = metrics.getBytes(StandardCharsets.UTF_8);
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
