package org.meshtrio.cli.up;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Asks programs that are starting whether they are ready.
 *
 * <p>
 * The system chooses the local port of a client. Before a program listens, that can be
 * the port that it will listen on: then the client would connect to itself, or block the
 * program. So this checks the local port before it uses it, and closes each connection at
 * once.
 */
final class ReadyProbe {

	private static final Duration TIMEOUT = Duration.ofSeconds(1);

	private static final String OK = "HTTP/1.1 200";

	private final Set<Integer> reserved;

	/**
	 * Creates a probe.
	 * @param programs the programs whose ports a client must not use
	 */
	ReadyProbe(List<Program> programs) {
		this.reserved = programs.stream().map(Program::port).collect(Collectors.toSet());
	}

	/**
	 * Whether a program is ready.
	 * @param program the program
	 * @return whether it answers 200
	 */
	boolean isReady(Program program) {
		URI ready = program.ready();
		try (Socket socket = new Socket()) {
			// Lets a program listen on this port while the probe has it for a moment.
			socket.setReuseAddress(true);
			socket.bind(null);
			if (this.reserved.contains(socket.getLocalPort())) {
				return false;
			}
			socket.setSoTimeout((int) TIMEOUT.toMillis());
			socket.connect(new InetSocketAddress(ready.getHost(), ready.getPort()), (int) TIMEOUT.toMillis());
			socket.getOutputStream()
				.write(("GET " + ready.getRawPath() + " HTTP/1.1\r\nHost: " + ready.getRawAuthority()
						+ "\r\nConnection: close\r\n\r\n")
					.getBytes(StandardCharsets.US_ASCII));
			// The rest doesn't matter, and not every server closes the connection after
			// it.
			byte[] begin = socket.getInputStream().readNBytes(OK.length());
			return OK.equals(new String(begin, StandardCharsets.US_ASCII));
		}
		catch (IOException ex) {
			// It doesn't listen or answer yet.
			return false;
		}
	}

}
