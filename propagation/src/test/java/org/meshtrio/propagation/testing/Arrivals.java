package org.meshtrio.propagation.testing;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;

import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The headers that arrive at the {@link RecordingServer} from a request that may fail, or
 * that makes its call after the answer.
 */
public final class Arrivals {

	public static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

	/** The headers of a proxy and a user. */
	public static final String[] SENT = { "x-b3-traceid: " + TRACE_ID, "x-b3-spanid: b7ad6b7169203331",
			"x-b3-sampled: 1", "x-request-id: 8937590f", "end-user: jason" };

	private Arrivals() {
	}

	/**
	 * Sends {@link #SENT} to an endpoint that calls the next hop once at a path.
	 * @param path what the endpoint adds to the next hop's URL
	 * @return the headers that arrived there, by lower-case name
	 */
	public static Map<String, List<String>> via(TestService service, String endpoint, String path) throws IOException {
		return via(service, endpoint, path, SENT);
	}

	public static Map<String, List<String>> via(TestService service, String endpoint, String path, String... sent)
			throws IOException {
		RecordingServer.server().resetRequests();
		String answer = service.get(RecordingServer.via(endpoint), sent);
		List<LoggedRequest> requests = await(endpoint + " answered " + answer.lines().findFirst().orElse("nothing"))
			.atMost(Duration.ofSeconds(20))
			.until(() -> RecordingServer.server().findAll(WireMock.getRequestedFor(urlEqualTo("/" + path))),
					(found) -> !found.isEmpty());
		assertThat(requests).hasSize(1);
		return RecordingServer.headers(requests.get(0));
	}

	/** The request's trace and headers arrived. */
	public static void assertCarried(Map<String, List<String>> arrived) {
		assertThat(arrived).containsEntry("x-b3-traceid", List.of(TRACE_ID))
			.containsEntry("x-b3-sampled", List.of("1"))
			.containsEntry("x-request-id", List.of("8937590f"))
			.containsEntry("end-user", List.of("jason"));
	}

	/** Nothing of the request arrived. */
	public static void assertNotCarried(Map<String, List<String>> arrived) {
		assertThat(arrived).doesNotContainKeys("end-user", "x-request-id");
		assertThat(arrived.get("x-b3-traceid")).isNotEqualTo(List.of(TRACE_ID));
	}

}
