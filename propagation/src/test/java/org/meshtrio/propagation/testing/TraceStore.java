package org.meshtrio.propagation.testing;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** A trace store on a socket, working or failing as a test needs it. */
public final class TraceStore implements AutoCloseable {

	private static final Pattern SPAN = Pattern.compile("\"traceId\"");

	private final ServerSocket server;

	private final Health health;

	private final List<Socket> sockets = new CopyOnWriteArrayList<>();

	private final List<String> messages = new CopyOnWriteArrayList<>();

	private final CountDownLatch asked = new CountDownLatch(1);

	public TraceStore(Health health) throws IOException {
		this.health = health;
		this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		daemon(this::accept);
	}

	public String url() {
		return "http://127.0.0.1:" + this.server.getLocalPort();
	}

	/** Reaches zero with the first message, whether it's answered or not. */
	public CountDownLatch asked() {
		return this.asked;
	}

	/** The number of spans in all messages that it accepted. */
	public long spans() {
		return this.messages.stream().mapToLong((message) -> SPAN.matcher(message).results().count()).sum();
	}

	private void accept() {
		try {
			while (true) {
				Socket socket = this.server.accept();
				this.sockets.add(socket);
				daemon(() -> serve(socket));
			}
		}
		catch (IOException ex) {
			// Closed: the test is over.
		}
	}

	private void serve(Socket socket) {
		try (socket) {
			DataInputStream in = new DataInputStream(socket.getInputStream());
			while (true) {
				String body = read(in);
				this.asked.countDown();
				this.health.answer(socket.getOutputStream(), () -> this.messages.add(body));
			}
		}
		catch (IOException | InterruptedException ex) {
			// The client is gone.
		}
	}

	private static String read(DataInputStream in) throws IOException {
		int length = 0;
		boolean gzip = false;
		for (String line = line(in); !line.isEmpty(); line = line(in)) {
			String header = line.toLowerCase(java.util.Locale.ROOT);
			if (header.startsWith("content-length:")) {
				length = Integer.parseInt(header.substring(15).trim());
			}
			gzip = gzip || header.equals("content-encoding: gzip");
		}
		InputStream body = new ByteArrayInputStream(in.readNBytes(length));
		return new String((gzip ? new GZIPInputStream(body) : body).readAllBytes(), StandardCharsets.UTF_8);
	}

	private static String line(DataInputStream in) throws IOException {
		StringBuilder line = new StringBuilder();
		for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
			line.append((char) c);
		}
		return line.toString().trim();
	}

	private static void daemon(Runnable work) {
		Thread thread = new Thread(work, "trace-store");
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void close() throws IOException {
		this.server.close();
		for (Socket socket : this.sockets) {
			socket.close();
		}
	}

	/** What the store does with a message after reading it. */
	public interface Health {

		Health WELL = (out, take) -> {
			take.run();
			write(out, "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n");
		};

		/** Slow, but in time for a service. */
		Health SLOW = (out, take) -> {
			Thread.sleep(800);
			WELL.answer(out, take);
		};

		/** Accepts, and never answers. */
		Health MUTE = (out, take) -> new CountDownLatch(1).await();

		/** Begins to answer, and never ends. */
		Health TRICKLES = (out, take) -> {
			write(out, "HTTP/1.1 202 Accepted\r\nContent-Length: 1000000\r\n\r\n");
			while (true) {
				write(out, ".");
				Thread.sleep(100);
			}
		};

		/** Rejects everything. */
		Health REFUSES = (out, take) -> write(out, "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n");

		void answer(OutputStream out, Runnable take) throws IOException, InterruptedException;

		private static void write(OutputStream out, String text) throws IOException {
			out.write(text.getBytes(StandardCharsets.US_ASCII));
			out.flush();
		}

	}

}
