package org.meshtrio.languages;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The ways on which a service's calls come to the capture. */
class CaptureIT {

	private static final List<String> RULES = List.of("--rule", "w3c-continued", "--rule", "after-reset-continued",
			"--json");

	/** Nothing has this name, and nothing must look it up: the proxy gets it. */
	private static final String NEXT = "http://items.invalid";

	/** As {@code check} prints it. */
	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.INCLUDE, names = { "PYTHON_OTEL", "GO_OTEL" })
	void aProxyByItsEnvironment(Cart cart) throws Exception {
		int capture = Check.unusedPort();
		String url = "http://127.0.0.1:" + capture;
		try (Cart.RunningCart running = cart.start(Check.unusedPort(), NEXT,
				Map.of("HTTP_PROXY", url, "http_proxy", url, "NO_PROXY", "", "no_proxy", ""))) {
			Check check = check(running.port(), capture);
			assertThat(check.exitCode()).as(check.output()).isZero();
			assertThat(check.json().get("way").asString()).isEqualTo("proxy");
		}
	}

	/** Its client is told of no proxy, so nothing comes to the capture. */
	@Test
	void aServiceWithAnotherProxySettingCantBeJudged() throws Exception {
		try (Cart.RunningCart running = Cart.GO_OTEL.start(Check.unusedPort(), NEXT, Map.of())) {
			Check check = check(running.port(), Check.unusedPort(), "--wait", "2");
			assertThat(check.exitCode()).as(check.output()).isEqualTo(2);
			assertThat(check.output()).contains("The service answered 502, but sent nothing to the capture");
		}
	}

	@Test
	void theRealNextServiceAnswersThroughTheCapture() throws Exception {
		Set<String> traces = ConcurrentHashMap.newKeySet();
		HttpServer next = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		next.createContext("/shop/items", (exchange) -> {
			traces.add(String.valueOf(exchange.getRequestHeaders().getFirst("traceparent")));
			byte[] answer = "{}".getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(503, answer.length);
			exchange.getResponseBody().write(answer);
			exchange.close();
		});
		next.start();
		String address = ownAddress();
		int capture = Check.unusedPort();
		try (Cart.RunningCart running = Cart.PYTHON_OTEL.start(Check.unusedPort(), "http://" + address + ":" + capture,
				Map.of())) {
			Check check = check(running.port(), capture, "--bind", "0.0.0.0", "--forward-to",
					"http://127.0.0.1:" + next.getAddress().getPort() + "/shop");
			assertThat(check.exitCode()).as(check.output()).isZero();
			assertThat(check.json().get("way").asString()).isEqualTo("upstream");
			assertThat(check.json().get("status").asInt()).as("what the service makes of 503").isEqualTo(502);
			assertThat(traces).hasSizeGreaterThan(2).allMatch((value) -> value.startsWith("00-"));
		}
		finally {
			next.stop(0);
		}
	}

	private static Check check(int port, int capture, String... options) throws IOException, InterruptedException {
		return Check.run(port, capture, Stream.concat(RULES.stream(), Stream.of(options)).toArray(String[]::new));
	}

	/** One that isn't the loopback address, as a container would use. */
	private static String ownAddress() throws IOException {
		return NetworkInterface.networkInterfaces()
			.flatMap(NetworkInterface::inetAddresses)
			.filter((address) -> address.isSiteLocalAddress() && address.getAddress().length == 4)
			.map(InetAddress::getHostAddress)
			.findFirst()
			.orElse("127.0.0.1");
	}

}
