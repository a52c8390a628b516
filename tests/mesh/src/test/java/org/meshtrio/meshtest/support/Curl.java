package org.meshtrio.meshtest.support;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.meshtrio.mesh.cluster.ClusterException;
import org.meshtrio.mesh.cluster.Subprocess;
import org.meshtrio.trace.wait.Deadline;

/**
 * Runs this machine's {@code curl} through a gateway whose ports are forwarded.
 */
public final class Curl {

	private final String host;

	private final Path certificate;

	private final int httpPort;

	private final int httpsPort;

	/**
	 * Creates it for a host of the gateway.
	 * @param namespace the namespace that the host belongs to
	 * @param httpPort the local port that is forwarded to the gateway's HTTP port
	 * @param httpsPort the local port that is forwarded to its HTTPS port
	 */
	public Curl(String namespace, int httpPort, int httpsPort) {
		this.host = TestGateway.host(namespace);
		this.certificate = TestGateway.certificate(namespace);
		this.httpPort = httpPort;
		this.httpsPort = httpsPort;
	}

	/**
	 * Requests a URL.
	 * @param url the URL; the request goes to the gateway, whatever its host is
	 * @param options further options
	 * @return the status line, the headers and the body, or {@code exit N: …} if there is
	 * no answer
	 * @throws ClusterException if curl isn't installed
	 */
	public String get(String url, String... options) throws ClusterException {
		awaitListening(this.httpPort);
		awaitListening(this.httpsPort);
		List<String> command = new ArrayList<>(List.of("curl", "-sS", "-i", "--http2", "--max-time", "20",
				"--connect-to", ":80:127.0.0.1:" + this.httpPort, "--connect-to", ":443:127.0.0.1:" + this.httpsPort));
		command.addAll(List.of(options));
		if (!List.of(options).contains("--cacert")) {
			command.addAll(List.of("--cacert", this.certificate.toString()));
		}
		command.add(url);
		Subprocess.Result result = Subprocess.run(Duration.ofSeconds(30), "", command);
		return (result.exitCode() == 0) ? result.output() : "exit " + result.exitCode() + ": " + result.lastError();
	}

	/**
	 * Requests a path of the host with HTTPS.
	 * @param path the path
	 * @return as {@link #get}
	 * @throws ClusterException if curl isn't installed
	 */
	public String path(String path) throws ClusterException {
		return get("https://" + this.host + path);
	}

	/** A reset can end a port-forward, which starts again soon. */
	private static void awaitListening(int port) {
		Deadline deadline = Deadline.after(Duration.ofSeconds(10));
		while (!isListening(port) && deadline.pause(Duration.ofMillis(100))) {
			// Tries again.
		}
	}

	private static boolean isListening(int port) {
		try {
			new Socket("127.0.0.1", port).close();
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
