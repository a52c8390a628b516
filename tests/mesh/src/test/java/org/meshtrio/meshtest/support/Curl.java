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
 * The {@code curl} of this machine, through a gateway whose ports are forwarded.
 */
public final class Curl {

	private final String host;

	private final Path certificate;

	private final int httpPort;

	private final int httpsPort;

	/**
	 * Creates one.
	 * @param namespace the namespace whose host is asked
	 * @param httpPort the port of this machine that leads to the gateway's HTTP port
	 * @param httpsPort the one that leads to its HTTPS port
	 */
	public Curl(String namespace, int httpPort, int httpsPort) {
		this.host = TestGateway.host(namespace);
		this.certificate = TestGateway.certificate(namespace);
		this.httpPort = httpPort;
		this.httpsPort = httpsPort;
	}

	/**
	 * Asks for a URL.
	 * @param url the URL; where its host is not the gateway's, it goes there all the same
	 * @param options further options
	 * @return the status line, the headers and the body, or {@code exit N: …} where there
	 * is no answer
	 * @throws ClusterException where there is no curl
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
	 * Asks for a path of the gateway's host, by HTTPS.
	 * @param path the path
	 * @return as {@link #get}
	 * @throws ClusterException where there is no curl
	 */
	public String path(String path) throws ClusterException {
		return get("https://" + this.host + path);
	}

	/** A port-forward that a reset ended is back in a moment. */
	private static void awaitListening(int port) {
		Deadline deadline = Deadline.after(Duration.ofSeconds(10));
		while (!isListening(port) && deadline.pause(Duration.ofMillis(100))) {
			// Asks again.
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
