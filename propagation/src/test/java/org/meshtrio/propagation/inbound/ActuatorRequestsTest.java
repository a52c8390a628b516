package org.meshtrio.propagation.inbound;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshtrio.propagation.testing.RecordingServer;
import org.meshtrio.propagation.testing.TestService;

import static org.assertj.core.api.Assertions.assertThat;

/** Probes and scrapes make no spans, wherever the endpoints are. */
class ActuatorRequestsTest {

	private final TestService moved = TestService.with("management.endpoints.web.base-path=/",
			"management.endpoints.web.path-mapping.health=healthz",
			"management.endpoint.health.probes.add-additional-paths=true",
			"management.endpoint.health.probes.enabled=true");

	@BeforeEach
	void forgetSpans() {
		this.moved.forgetSpans();
		TestService.with().forgetSpans();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/healthz", "/healthz/readiness", "/livez", "/readyz" })
	void endpointsThatWereMoved(String path) throws Exception {
		assertThat(this.moved.get(path)).startsWith("HTTP/1.1 200");

		assertThat(this.moved.spans()).isEmpty();
	}

	@Test
	void endpointsWhereSpringBootPutsThem() throws Exception {
		assertThat(TestService.with().get("/actuator/health")).startsWith("HTTP/1.1 200");

		assertThat(TestService.with().spans()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/call", "/healthzz", "/" })
	void everyOtherRequestMakesOne(String path) throws Exception {
		this.moved.get(path.equals("/call") ? RecordingServer.via(path) : path);

		assertThat(this.moved.spans()).isNotEmpty();
	}

}
