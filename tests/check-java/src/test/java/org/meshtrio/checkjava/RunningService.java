package org.meshtrio.checkjava;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The service in a JVM of its own, because the agent would change the tests, too. */
final class RunningService implements AutoCloseable {

	private final Process process;

	private final int port;

	RunningService(Variant variant, int capture) throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			this.port = socket.getLocalPort();
		}
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
						"-XX:+UseSerialGC", "-Xmx256m"));
		command.addAll(variant.jvm());
		command.addAll(List.of("-cp", variant.classPath(), CartService.class.getName(), "--server.port=" + this.port,
				"--server.address=127.0.0.1", "--items.url=http://127.0.0.1:" + capture,
				// For 200 calls at the same time.
				"--spring.task.execution.pool.core-size=50", "--management.otlp.metrics.export.enabled=false"));
		command.addAll(variant.arguments());
		Path log = Path.of("target", variant.name() + ".log");
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
		builder.environment().put("OTEL_METRICS_EXPORTER", "none");
		builder.environment().put("OTEL_LOGS_EXPORTER", "none");
		this.process = builder.start();
	}

	URI url() {
		return URI.create("http://127.0.0.1:" + this.port + "/cart");
	}

	@Override
	public void close() {
		this.process.destroyForcibly().onExit().join();
	}

}
