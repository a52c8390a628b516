package org.meshtrio.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;

import org.jspecify.annotations.Nullable;

/**
 * Takes the place of a trace store: it answers 202 to each report and throws it away. A
 * measurement has the cost of making and sending spans, and not that of a store.
 *
 * <p>
 * {@code PUT} starts to count the spans, and {@code GET} returns how many came since.
 * Counting unpacks each report, so the measured runs don't count.
 */
public final class SpanSink {

	private static final byte[] ACCEPTED = "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n"
		.getBytes(StandardCharsets.US_ASCII);

	/**
	 * Comes once in each span of Zipkin's JSON, v2, because quotes in a value are
	 * escaped.
	 */
	private static final byte[] SPAN = "\"traceId\":\"".getBytes(StandardCharsets.US_ASCII);

	private final AtomicLong spans = new AtomicLong();

	private volatile boolean counting;

	private SpanSink() {
	}

	/**
	 * Starts a sink in its own process.
	 * @param java the JDK that runs it
	 * @param url the URL at whose port it listens
	 * @return the process, ready
	 */
	public static JavaProcess start(Path java, URI url) {
		JavaProcess sink = JavaProcess.start("span sink", JavaProcess.java(java, List.of("-XX:+UseSerialGC", "-Xmx64m"),
				List.of("-cp", System.getProperty("java.class.path"), SpanSink.class.getName(), "" + url.getPort())));
		sink.awaitReady(url);
		return sink;
	}

	/**
	 * Runs a sink until it is killed.
	 * @param args the port
	 * @throws IOException if the port is taken
	 */
	public static void main(String[] args) throws IOException {
		new SpanSink().serve(Integer.parseInt(args[0]));
	}

	private void serve(int port) throws IOException {
		try (ServerSocket server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
			while (true) {
				Socket socket = server.accept();
				// A reporter has a connection or two, so a thread for each is fine.
				new Thread(() -> converse(socket), "connection").start();
			}
		}
	}

	private void converse(Socket socket) {
		try (socket; InputStream in = new BufferedInputStream(socket.getInputStream(), 64 * 1024)) {
			while (answer(in, socket)) {
				// The next request of this connection.
			}
		}
		catch (IOException ex) {
			// The reporter is gone, as at the end of each measurement.
		}
	}

	private boolean answer(InputStream in, Socket socket) throws IOException {
		String request = line(in);
		if (request == null) {
			return false;
		}
		int length = 0;
		boolean gzip = false;
		for (String header = line(in); header != null && !header.isEmpty(); header = line(in)) {
			String lowerCase = header.toLowerCase(Locale.ROOT);
			if (lowerCase.startsWith("content-length:")) {
				length = Integer.parseInt(header.substring(header.indexOf(':') + 1).trim());
			}
			gzip |= lowerCase.startsWith("content-encoding:") && lowerCase.contains("gzip");
		}
		byte[] body = in.readNBytes(length);
		byte[] answer = ACCEPTED;
		if (request.startsWith("PUT ")) {
			this.spans.set(0);
			this.counting = true;
		}
		else if (request.startsWith("GET ")) {
			String count = Long.toString(this.spans.get());
			answer = "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s".formatted(count.length(), count)
				.getBytes(StandardCharsets.US_ASCII);
		}
		else if (this.counting) {
			this.spans.addAndGet(count(body, gzip));
		}
		socket.getOutputStream().write(answer);
		return true;
	}

	private static long count(byte[] body, boolean gzip) throws IOException {
		byte[] json = body;
		if (gzip) {
			try (InputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(body))) {
				json = unpacked.readAllBytes();
			}
		}
		long count = 0;
		int matched = 0;
		for (byte b : json) {
			matched = (b == SPAN[matched]) ? matched + 1 : (b == SPAN[0]) ? 1 : 0;
			if (matched == SPAN.length) {
				count++;
				matched = 0;
			}
		}
		return count;
	}

	private static @Nullable String line(InputStream in) throws IOException {
		StringBuilder line = new StringBuilder();
		for (int b = in.read(); b != '\n'; b = in.read()) {
			if (b < 0) {
				if (line.isEmpty()) {
					return null;
				}
				throw new EOFException();
			}
			if (b != '\r') {
				line.append((char) b);
			}
		}
		return line.toString();
	}

}
