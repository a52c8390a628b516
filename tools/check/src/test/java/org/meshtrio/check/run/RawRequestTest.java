package org.meshtrio.check.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.meshtrio.check.probe.Line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(20)
class RawRequestTest {

	private final ServerSocket server = new ServerSocket(0);

	RawRequestTest() throws IOException {
	}

	@AfterEach
	void close() throws IOException {
		this.server.close();
	}

	@Test
	void sendsTheLinesAsTheyAreAndNoCredentialsOfTheUrl() throws Exception {
		CompletableFuture<List<String>> request = answer("HTTP/1.1 204 No Content\r\n\r\n", 0);
		URI url = URI.create("http://me:secret@localhost:" + this.server.getLocalPort() + "/cart?id=1");
		assertThat(RawRequest.send(url, List.of(new Line("traceparent", " \t00-1 ")), Duration.ofSeconds(5)))
			.isEqualTo(204);
		assertThat(request.get()).containsExactly("GET /cart?id=1 HTTP/1.1",
				"host: localhost:" + this.server.getLocalPort(), "connection: close", "traceparent:  \t00-1 ");
	}

	@Test
	void aResponseWithoutAnEndEndsAtTheTimeout() {
		answer("HTTP/1.1 200 OK\r\n\r\n", Integer.MAX_VALUE);
		URI url = URI.create("http://localhost:" + this.server.getLocalPort());
		assertThatExceptionOfType(SocketTimeoutException.class)
			.isThrownBy(() -> RawRequest.send(url, List.of(), Duration.ofMillis(300)))
			.withMessage("the response doesn't end");
	}

	/** Answers one request, with a body of some bytes. */
	private CompletableFuture<List<String>> answer(String head, int bytes) {
		return CompletableFuture.supplyAsync(() -> {
			List<String> lines = new ArrayList<>();
			try (Socket socket = this.server.accept()) {
				BufferedReader reader = new BufferedReader(
						new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
				for (String line = reader.readLine(); !line.isEmpty(); line = reader.readLine()) {
					lines.add(line);
				}
				socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
				for (int count = 0; count < bytes; count++) {
					socket.getOutputStream().write('.');
				}
			}
			catch (IOException ex) {
				// The client has gone.
			}
			return lines;
		});
	}

}
