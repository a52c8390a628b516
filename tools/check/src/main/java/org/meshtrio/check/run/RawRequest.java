package org.meshtrio.check.run;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.SSLSocketFactory;

import org.meshtrio.check.probe.Line;

/**
 * A GET whose lines are sent as they are. An HTTP client removes white space around a
 * value.
 */
final class RawRequest {

	private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (?<status>\\d{3}).*", Pattern.DOTALL);

	private RawRequest() {
	}

	/**
	 * Whether a request must be sent so.
	 * @param lines its header lines
	 * @return whether a value has white space around it
	 */
	static boolean isNeeded(List<Line> lines) {
		return lines.stream().anyMatch((line) -> !line.value().equals(line.value().strip()));
	}

	/**
	 * Sends a request.
	 * @param url where to
	 * @param lines its header lines
	 * @param timeout the longest wait for a connection, and then for the whole response
	 * @return the status of the response
	 * @throws IOException if there is none
	 */
	static int send(URI url, List<Line> lines, Duration timeout) throws IOException {
		long begin = System.nanoTime();
		boolean tls = "https".equals(url.getScheme());
		int port = (url.getPort() > 0) ? url.getPort() : (tls ? 443 : 80);
		String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
		StringBuilder text = new StringBuilder("GET ").append(path)
			.append((url.getRawQuery() != null) ? "?" + url.getRawQuery() : "")
			.append(" HTTP/1.1\r\nhost: ")
			.append(url.getHost())
			.append((url.getPort() > 0) ? ":" + port : "")
			.append("\r\nconnection: close\r\n");
		lines.forEach((line) -> text.append(line.name()).append(": ").append(line.value()).append("\r\n"));
		text.append("\r\n");
		try (Socket plain = new Socket()) {
			plain.connect(new InetSocketAddress(url.getHost(), port), (int) timeout.toMillis());
			plain.setSoTimeout((int) timeout.toMillis());
			try (Socket socket = tls
					? ((SSLSocketFactory) SSLSocketFactory.getDefault()).createSocket(plain, url.getHost(), port, true)
					: plain) {
				socket.getOutputStream().write(text.toString().getBytes(StandardCharsets.ISO_8859_1));
				return status(socket.getInputStream(), begin + timeout.toNanos());
			}
		}
	}

	private static int status(InputStream in, long deadline) throws IOException {
		Matcher matcher = STATUS.matcher(new String(in.readNBytes(16), StandardCharsets.ISO_8859_1));
		if (!matcher.matches()) {
			throw new IOException("the response isn't one of HTTP/1.1");
		}
		// All of it: the service may make calls until it's read.
		byte[] rest = new byte[8 * 1024];
		while (in.read(rest) >= 0) {
			if (System.nanoTime() - deadline > 0) {
				throw new SocketTimeoutException("the response doesn't end");
			}
		}
		return Integer.parseInt(matcher.group("status"));
	}

}
