package org.meshtrio.check.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * Marks a request whose traceparent has another case or begins with a tab, because the
 * JDK's server doesn't show it.
 */
final class CaseRelay implements AutoCloseable {

	private static final int LONGEST = 64 * 1024;

	private final ServerSocket server;

	private final URI service;

	CaseRelay(URI service) throws IOException {
		this.service = service;
		this.server = new ServerSocket(0, 300, InetAddress.getLoopbackAddress());
		start(() -> {
			while (true) {
				Socket client = this.server.accept();
				start(() -> serve(client));
			}
		});
	}

	URI url() {
		return URI.create("http://127.0.0.1:" + this.server.getLocalPort() + this.service.getPath());
	}

	private void serve(Socket client) throws IOException {
		try (client; Socket upstream = new Socket(this.service.getHost(), this.service.getPort())) {
			start(() -> {
				upstream.getInputStream().transferTo(client.getOutputStream());
				client.close();
			});
			InputStream in = client.getInputStream();
			OutputStream out = upstream.getOutputStream();
			byte[] bytes = new byte[LONGEST];
			for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
				String text = new String(bytes, 0, read, StandardCharsets.ISO_8859_1);
				out.write(text.replace("TraceParent: ", "x-other-case: 1\r\ntraceparent: ")
					.replace("TRACEPARENT: ", "x-other-case: 1\r\ntraceparent: ")
					.replace("traceparent: \t", "x-white-space: 1\r\ntraceparent: \t")
					.getBytes(StandardCharsets.ISO_8859_1));
			}
		}
	}

	private static void start(Work work) {
		Thread thread = new Thread(() -> {
			try {
				work.run();
			}
			catch (IOException ex) {
				// One of the two is gone.
			}
		}, "case-relay");
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void close() throws IOException {
		this.server.close();
	}

	private interface Work {

		void run() throws IOException;

	}

}
