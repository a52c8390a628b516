package org.meshtrio.propagation.outbound;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.meshtrio.propagation.testing.InRequest;
import org.meshtrio.propagation.testing.TestService;

import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The HTTP client decides about the bytes of a value that isn't ASCII.
 * docs/propagation.md says which clients keep them.
 */
class HeaderBytesTest {

	/** Zoë in UTF-8, one char for each byte. */
	private static final String SENT = new String("Zoë".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);

	private static final String SPOILT = "Zo??";

	/** With UTF-8 as the JVM's charset, which is the default since Java 18. */
	private static final String ENCODED_AGAIN = new String(SENT.getBytes(StandardCharsets.UTF_8),
			StandardCharsets.ISO_8859_1);

	static Stream<Arguments> clients() {
		return Stream.of(
				Arguments.of("Apache", restClient(ClientHttpRequestFactoryBuilder.httpComponents().build()), SENT),
				Arguments.of("JDK", restClient(ClientHttpRequestFactoryBuilder.jdk().build()), SPOILT),
				Arguments.of("Jetty", restClient(ClientHttpRequestFactoryBuilder.jetty().build()), SENT),
				Arguments.of("Reactor", restClient(ClientHttpRequestFactoryBuilder.reactor().build()), SENT),
				Arguments.of("HttpURLConnection", restClient(ClientHttpRequestFactoryBuilder.simple().build()),
						ENCODED_AGAIN),
				Arguments.of("WebClient on Reactor", webClient(ClientHttpConnectorBuilder.reactor()), SENT),
				Arguments.of("WebClient on the JDK", webClient(ClientHttpConnectorBuilder.jdk()), SPOILT));
	}

	@ParameterizedTest(name = "{0}: {2}")
	@MethodSource("clients")
	void arriveAsTheClientWritesThem(String name, Function<TestService, InRequest.Call> client, String expected)
			throws Exception {
		TestService service = InRequest.service();
		try (ServerSocket next = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			next.setSoTimeout(10_000);
			CompletableFuture<String> arrived = CompletableFuture.supplyAsync(() -> head(next));
			InRequest.Call call = client.apply(service);

			InRequest.run(service, () -> {
				call.to("http://127.0.0.1:" + next.getLocalPort() + "/");
				return "done";
			}, "end-user: " + SENT);

			assertThat(arrived.get(10, TimeUnit.SECONDS))
				.containsPattern("(?i)\r\nend-user: \\Q" + expected + "\\E\r\n");
		}
	}

	private static Function<TestService, InRequest.Call> restClient(ClientHttpRequestFactory factory) {
		return (service) -> {
			RestClient client = service.bean(RestClient.Builder.class).requestFactory(factory).build();
			return (url) -> client.get().uri(url).retrieve().toBodilessEntity();
		};
	}

	private static Function<TestService, InRequest.Call> webClient(ClientHttpConnectorBuilder<?> connector) {
		return (service) -> {
			WebClient client = service.bean(WebClient.Builder.class).clientConnector(connector.build()).build();
			return (url) -> client.get().uri(url).retrieve().toBodilessEntity().block();
		};
	}

	/** The head of one request, one char for each byte. */
	private static String head(ServerSocket server) {
		try (Socket socket = server.accept()) {
			StringBuilder head = new StringBuilder();
			while (head.indexOf("\r\n\r\n") < 0) {
				int read = socket.getInputStream().read();
				if (read < 0) {
					throw new EOFException("after " + head);
				}
				head.append((char) read);
			}
			socket.getOutputStream()
				.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
					.getBytes(StandardCharsets.US_ASCII));
			return head.toString();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
