package org.meshtrio.bench.soak;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One connection of a bad client: it sends some text, waits for an answer, and keeps the
 * connection for a while.
 *
 * @param text what it sends, in Latin-1
 * @param keep how long it keeps the connection after the answer
 */
record SoakClient(String text, Duration keep) {

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

	private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(20);

	/**
	 * Connects, sends the text and waits for an answer.
	 * @param port a port of this machine
	 * @return the status of the answer, or {@code refused}, {@code waited} after 20 s
	 * without one, or {@code closed}
	 * @throws InterruptedException if the thread is interrupted
	 */
	String connect(int port) throws InterruptedException {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress("127.0.0.1", port), (int) CONNECT_TIMEOUT.toMillis());
			socket.setSoTimeout((int) ANSWER_TIMEOUT.toMillis());
			socket.getOutputStream().write(this.text.getBytes(StandardCharsets.ISO_8859_1));
			String line = new String(socket.getInputStream().readNBytes("HTTP/1.1 200".length()),
					StandardCharsets.ISO_8859_1);
			Thread.sleep(this.keep.toMillis());
			return line.isEmpty() ? "closed" : line.substring(line.indexOf(' ') + 1);
		}
		catch (ConnectException ex) {
			return "refused";
		}
		catch (SocketTimeoutException ex) {
			return "waited";
		}
		catch (IOException ex) {
			return "closed";
		}
	}

}
