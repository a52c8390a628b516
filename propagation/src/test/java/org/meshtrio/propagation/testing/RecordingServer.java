package org.meshtrio.propagation.testing;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

/** Acts as the next hop, and records the requests. */
public final class RecordingServer {

	private static final WireMockServer SERVER = start();

	private RecordingServer() {
	}

	private static WireMockServer start() {
		WireMockServer server = new WireMockServer(
				options().dynamicPort().containerThreads(80).jettyHeaderRequestSize(64 * 1024));
		server.start();
		server.stubFor(WireMock.get(anyUrl()).willReturn(ok("fine")));
		return server;
	}

	public static WireMockServer server() {
		return SERVER;
	}

	/**
	 * The path of a service's endpoint with the URL of this hop, which the endpoint
	 * calls.
	 */
	public static String via(String endpoint) {
		return endpoint + "?url=" + SERVER.baseUrl() + "/";
	}

	/**
	 * Sends a request through the service and returns what arrived here.
	 * @return the headers by lower-case name
	 */
	public static Map<String, List<String>> arrived(TestService service, String... headers) throws IOException {
		return arrivedVia("/call", service, headers);
	}

	public static synchronized Map<String, List<String>> arrivedVia(String endpoint, TestService service,
			String... headers) throws IOException {
		SERVER.resetRequests();
		assertThat(service.get(via(endpoint), headers)).startsWith("HTTP/1.1 200");
		var requests = SERVER.findAll(WireMock.getRequestedFor(anyUrl()));
		assertThat(requests).hasSize(1);
		return headers(requests.get(0));
	}

	/**
	 * A request's headers by lower-case name. No name may arrive in two spellings.
	 */
	public static Map<String, List<String>> headers(LoggedRequest request) {
		return request.getHeaders()
			.all()
			.stream()
			.collect(Collectors.toMap((header) -> header.key().toLowerCase(Locale.ROOT), HttpHeader::values, (a, b) -> {
				throw new AssertionError("one header under two names: " + a + ", " + b);
			}, TreeMap::new));
	}

}
