package org.meshtrio.hop.next;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A next hop on a plain socket: it reads each request's headers, behaves as set, and
 * closes.
 */
public final class FakeNextHop implements AutoCloseable {

	private final ServerSocket server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());

	private final Set<Socket> open = ConcurrentHashMap.newKeySet();

	private final ExecutorService threads = Executors.newCachedThreadPool((task) -> new Thread(task, "fake-next-hop"));

	private volatile Behaviour behaviour = (socket) -> {
	};

	public FakeNextHop() throws IOException {
		this.threads.execute(this::accept);
	}

	private void accept() {
		while (!this.server.isClosed()) {
			try {
				Socket socket = this.server.accept();
				this.open.add(socket);
				this.threads.execute(() -> serve(socket));
			}
			catch (IOException ex) {
				// Closed: the test is over.
			}
		}
	}

	private void serve(Socket socket) {
		try (socket) {
			int endOfHeaders = 0;
			InputStream in = socket.getInputStream();
			while (endOfHeaders < 4) {
				int c = in.read();
				if (c < 0) {
					return;
				}
				endOfHeaders = (c == "\r\n\r\n".charAt(endOfHeaders)) ? endOfHeaders + 1 : 0;
			}
			this.behaviour.answer(socket);
		}
		catch (IOException ex) {
			// The service closed the connection, as it should.
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			this.open.remove(socket);
		}
	}

	static Behaviour answer(String bytes) {
		return (socket) -> socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
	}

	public int port() {
		return this.server.getLocalPort();
	}

	public void behave(Behaviour behaviour) {
		this.behaviour = behaviour;
	}

	int open() {
		return this.open.size();
	}

	@Override
	public void close() throws IOException {
		this.server.close();
		this.threads.shutdownNow();
		for (Socket socket : this.open) {
			socket.close();
		}
	}

	/** What it does after it has read a request. */
	public interface Behaviour {

		void answer(Socket socket) throws IOException, InterruptedException;

	}

}
