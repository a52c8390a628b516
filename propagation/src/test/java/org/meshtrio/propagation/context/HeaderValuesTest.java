package org.meshtrio.propagation.context;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshtrio.propagation.testing.RecordingServer;
import org.meshtrio.propagation.testing.TestService;

import static org.assertj.core.api.Assertions.assertThat;

/** Values that HTTP allows and that a copy can easily damage. */
class HeaderValuesTest {

	private final TestService service = TestService.with();

	@Test
	void repeatedHeadersStayRepeatedInTheirOrder() throws Exception {
		Map<String, List<String>> arrived = RecordingServer.arrived(this.service, "x-tenant: a", "baggage: k=1",
				"X-Tenant: b, c", "baggage: l=2");

		assertThat(arrived.get("x-tenant")).containsExactly("a", "b, c");
		assertThat(arrived.get("baggage")).containsExactly("k=1", "l=2");
	}

	@Test
	void namesCompareWithoutCase() throws Exception {
		Map<String, List<String>> arrived = RecordingServer.arrived(this.service, "END-USER: jason", "X-Request-ID: 1",
				"x-TENANT: blue");

		assertThat(arrived).containsEntry("end-user", List.of("jason"))
			.containsEntry("x-request-id", List.of("1"))
			.containsEntry("x-tenant", List.of("blue"));
	}

	@Test
	void emptyValuesAreNeverSent() throws Exception {
		Map<String, List<String>> arrived = RecordingServer.arrived(this.service, "x-request-id:", "end-user:   ",
				"x-tenant:", "x-tenant: blue", "x-ot-span-context: ");

		assertThat(arrived).doesNotContainKeys("x-request-id", "end-user", "x-ot-span-context");
		assertThat(arrived.get("x-tenant")).containsExactly("blue");
	}

	@Test
	void aVeryLongValueArrivesWhole() throws Exception {
		String value = "x".repeat(30_000);

		assertThat(RecordingServer.arrived(this.service, "x-tenant: " + value)).containsEntry("x-tenant",
				List.of(value));
	}

	@Test
	void nonAsciiNeverFailsTheRequest() throws Exception {
		// Whether the bytes arrive unchanged depends on the HTTP client. hop/ configures
		// its client for that, and tests it.
		String utf8 = new String("Zoë".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);

		assertThat(RecordingServer.arrived(this.service, "x-tenant: " + utf8)).containsKey("x-tenant");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/call", "/template", "/async" })
	void everyWayToCallCarriesThem(String endpoint) throws Exception {
		Map<String, List<String>> arrived = RecordingServer.arrivedVia(endpoint, this.service,
				"x-b3-traceid: 0af7651916cd43dd8448eb211c80319c", "x-b3-spanid: b7ad6b7169203331", "x-request-id: 1");

		assertThat(arrived).containsEntry("x-b3-traceid", List.of("0af7651916cd43dd8448eb211c80319c"))
			.containsEntry("x-request-id", List.of("1"));
	}

	@Test
	void whatTheApplicationSetItselfWins() throws Exception {
		Map<String, List<String>> arrived = RecordingServer.arrivedVia("/call-with-own-header", this.service,
				"end-user: jason");

		assertThat(arrived).containsEntry("end-user", List.of("mine"));
	}

	@Test
	void oneCredentialCanBeConfiguredAlone() throws Exception {
		Map<String, List<String>> arrived = RecordingServer.arrived(
				TestService.with("mesh.propagation.headers=Authorization"), "authorization: Bearer abc", "cookie: a=b");

		assertThat(arrived).containsEntry("authorization", List.of("Bearer abc")).doesNotContainKey("cookie");
	}

}
