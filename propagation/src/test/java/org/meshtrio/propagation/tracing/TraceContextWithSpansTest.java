package org.meshtrio.propagation.tracing;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshtrio.propagation.testing.RecordingServer;
import org.meshtrio.propagation.testing.TestService;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * With spans on, the tracer reads one of the contexts that arrive and writes its own.
 */
class TraceContextWithSpansTest {

	private static final String A = "0af7651916cd43dd8448eb211c80319c";

	private static final String B = "463ac35c9f6413ad48485a3953bb6124";

	private static final String SPAN = "b7ad6b7169203331";

	private static final String B3_FIRST = "management.tracing.propagation.consume=B3,B3_MULTI,W3C";

	private static final String W3C_FIRST = "management.tracing.propagation.consume=W3C,B3,B3_MULTI";

	private final TestService service = TestService.with();

	@Test
	void withoutAContextATraceBeginsHereAndIsSampled() throws Exception {
		Map<String, List<String>> arrived = RecordingServer.arrived(this.service);

		String traceId = one(arrived, "x-b3-traceid");
		assertThat(traceId).matches("[0-9a-f]{32}");
		assertThat(one(arrived, "traceparent"))
			.isEqualTo("00-" + traceId + "-" + one(arrived, "x-b3-spanid") + "-" + rootFlags());
		assertThat(one(arrived, "x-b3-sampled")).isEqualTo("1");
		assertThat(arrived).doesNotContainKeys("b3", "tracestate", "x-b3-flags");
	}

	static Stream<Arguments> contexts() {
		return Stream.of(
				Arguments.of("sampled, B3", List.of("x-b3-traceid: " + A, "x-b3-spanid: " + SPAN, "x-b3-sampled: 1"), A,
						"01", "1"),
				Arguments.of("sampled, B3 in one header", List.of("b3: " + A + "-" + SPAN + "-1"), A, "01", "1"),
				Arguments.of("sampled, W3C", List.of("traceparent: 00-" + A + "-" + SPAN + "-01"), A, "01", "1"),
				Arguments.of("unsampled, B3", List.of("x-b3-traceid: " + A, "x-b3-spanid: " + SPAN, "x-b3-sampled: 0"),
						A, "00", "0"),
				Arguments.of("unsampled, B3 in one header", List.of("b3: " + A + "-" + SPAN + "-0"), A, "00", "0"),
				Arguments.of("unsampled, W3C", List.of("traceparent: 00-" + A + "-" + SPAN + "-00"), A, "00", "0"),
				Arguments.of("a later version of W3C", List.of("traceparent: 01-" + A + "-" + SPAN + "-01-more"), A,
						"01", "1"),
				Arguments.of("B3 in one header and in several, the same trace",
						List.of("b3: " + A + "-" + SPAN + "-1", "x-b3-traceid: " + A, "x-b3-spanid: " + SPAN,
								"x-b3-sampled: 1"),
						A, "01", "1"),
				Arguments.of("B3 in one header and in several, not the same: one header first, as Envoy",
						List.of("b3: " + B + "-" + SPAN + "-1", "x-b3-traceid: " + A, "x-b3-spanid: " + SPAN,
								"x-b3-sampled: 1"),
						B, "01", "1"),
				Arguments.of("names in any case",
						List.of("X-B3-TRACEID: " + A, "x-B3-SpanId: " + SPAN, "X-b3-sampled: 1"), A, "01", "1"));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("contexts")
	void theContextThatArrivedGoesOnInBothFormats(String what, List<String> sent, String traceId, String flags,
			String sampled) throws Exception {
		Map<String, List<String>> arrived = RecordingServer.arrived(this.service, sent.toArray(String[]::new));

		assertThat(one(arrived, "x-b3-traceid")).isEqualTo(traceId);
		assertThat(one(arrived, "x-b3-sampled")).isEqualTo(sampled);
		assertThat(one(arrived, "x-b3-spanid")).as("a span of the service's own").isNotEqualTo(SPAN);
		assertThat(one(arrived, "traceparent"))
			.isEqualTo("00-" + traceId + "-" + one(arrived, "x-b3-spanid") + "-" + flags);
		assertThat(arrived).as("B3 goes in several headers").doesNotContainKey("b3");
	}

	@ParameterizedTest
	@ValueSource(strings = { "x-b3-traceid: " + A + "\r\nx-b3-spanid: " + SPAN, "b3: " + A + "-" + SPAN })
	void whatIsUndecidedIsDecidedHere(String undecided) throws Exception {
		Map<String, List<String>> arrived = RecordingServer.arrived(this.service, undecided);

		assertThat(one(arrived, "x-b3-traceid")).isEqualTo(A);
		assertThat(one(arrived, "x-b3-sampled")).isEqualTo("1");
		assertThat(one(arrived, "traceparent")).startsWith("00-" + A).endsWith("-01");
	}

	@ParameterizedTest
	@ValueSource(strings = { "x-b3-sampled: 0", "b3: 0" })
	void aDecisionAloneIsHeeded(String decision) throws Exception {
		Map<String, List<String>> arrived = RecordingServer.arrived(this.service, decision);

		assertThat(one(arrived, "x-b3-traceid")).matches("[0-9a-f]{32}");
		assertThat(one(arrived, "x-b3-sampled")).isEqualTo("0");
	}

	@Test
	void aShortIdIsKeptOrPadded() throws Exception {
		Map<String, List<String>> arrived = RecordingServer.arrived(this.service, "x-b3-traceid: 48485a3953bb6124",
				"x-b3-spanid: " + SPAN, "x-b3-sampled: 1");

		String padded = "000000000000000048485a3953bb6124";
		assertThat(one(arrived, "x-b3-traceid"))
			.isEqualTo(this.service.tracer().keepsShortIds() ? "48485a3953bb6124" : padded);
		assertThat(one(arrived, "traceparent")).isEqualTo("00-" + padded + "-" + one(arrived, "x-b3-spanid") + "-01");
	}

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { B3_FIRST, W3C_FIRST })
	void baggageIsNoTraceContextAndGoesOnAsItCame(String consume) throws Exception {
		TestService service = TestService.with(consume);
		String baggage = "userId=alice;prop=1, k=v%20w";

		assertThat(
				RecordingServer.arrived(service, "baggage: " + baggage, "x-b3-traceid: " + A, "x-b3-spanid: " + SPAN))
			.containsEntry("x-b3-traceid", List.of(A))
			.containsEntry("baggage", List.of(baggage));
		assertThat(RecordingServer.arrived(service, "baggage: " + baggage, "traceparent: 00-" + A + "-" + SPAN + "-01"))
			.containsEntry("x-b3-traceid", List.of(A))
			.containsEntry("baggage", List.of(baggage));
	}

	@Test
	void debugStaysDebug() throws Exception {
		Map<String, List<String>> arrived = RecordingServer.arrived(this.service, "X-B3-TraceId: " + A,
				"X-B3-SpanId: " + SPAN, "X-B3-Flags: 1");

		assertThat(one(arrived, "x-b3-traceid")).isEqualTo(A);
		assertThat(one(arrived, "x-b3-flags")).isEqualTo("1");
		assertThat(one(arrived, "traceparent")).endsWith("-01");
	}

	@Test
	void theCallersParentIsNotHandedOn() throws Exception {
		Map<String, List<String>> arrived = RecordingServer.arrived(this.service, "x-b3-traceid: " + A,
				"x-b3-spanid: " + SPAN, "x-b3-parentspanid: 05e3ac9a4f6e3b90", "x-b3-sampled: 1");

		if (this.service.tracer().writesTheParent()) {
			assertThat(one(arrived, "x-b3-parentspanid")).isNotIn("05e3ac9a4f6e3b90", SPAN);
		}
		else {
			assertThat(arrived).doesNotContainKey("x-b3-parentspanid");
		}
	}

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { B3_FIRST, W3C_FIRST })
	void ofTwoContextsTheSettingDecides(String consume) throws Exception {
		// The proxy renewed one of them, and the other is a client's. Only the proxy's
		// provider says which is which.
		Map<String, List<String>> arrived = RecordingServer.arrived(TestService.with(consume),
				"traceparent: 00-" + A + "-" + SPAN + "-01", "tracestate: vendor=1", "x-b3-traceid: " + B,
				"x-b3-spanid: " + SPAN, "x-b3-sampled: 1");

		assertThat(one(arrived, "x-b3-traceid")).isEqualTo(consume.equals(B3_FIRST) ? B : A);
		assertThat(one(arrived, "traceparent")).contains(consume.equals(B3_FIRST) ? B : A);
		if (consume.equals(B3_FIRST)) {
			assertThat(arrived).as("the tracestate of the other trace").doesNotContainKey("tracestate");
		}
		else {
			assertThat(one(arrived, "tracestate")).isEqualTo("vendor=1");
		}
	}

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { B3_FIRST, W3C_FIRST })
	void ofAStaleB3AndATraceparentTheSettingDecides(String consume) throws Exception {
		Map<String, List<String>> arrived = RecordingServer.arrived(TestService.with(consume),
				"b3: " + B + "-" + SPAN + "-1", "traceparent: 00-" + A + "-" + SPAN + "-01");

		assertThat(one(arrived, "x-b3-traceid")).isEqualTo(consume.equals(B3_FIRST) ? B : A);
		assertThat(arrived).doesNotContainKey("b3");
	}

	@Test
	void tracestateGoesAlongWithItsTraceAsOneLine() throws Exception {
		Map<String, List<String>> arrived = RecordingServer.arrived(this.service,
				"traceparent: 00-" + A + "-" + SPAN + "-01", "tracestate: a=1", "tracestate:", "tracestate: b=2");

		assertThat(arrived.get("tracestate")).containsExactly("a=1,b=2");
	}

	@ParameterizedTest
	@ValueSource(strings = { "x-b3-traceid: not-hex-at-all-but-long-enough!", "x-b3-traceid:",
			"x-b3-traceid: 00000000000000000000000000000000", "b3: garbage", "b3:", "b3: " + A, "traceparent: garbage",
			"traceparent:", "traceparent: 00-" + A + "-0000000000000000-01",
			"traceparent: ff-" + A + "-b7ad6b7169203331-01", "traceparent: 00-" + A + "-b7ad6b7169203331-01-more",
			"traceparent: 00-0AF7651916CD43DD8448EB211C80319C-B7AD6B7169203331-01", "x-b3-sampled: maybe",
			"x-b3-flags: x" })
	void aMalformedContextIsAFreshTrace(String malformed) throws Exception {
		Map<String, List<String>> arrived = RecordingServer.arrived(this.service, malformed,
				malformed.startsWith("x-b3-traceid") ? "x-b3-spanid: " + SPAN : "x-nothing: 1", "tracestate: vendor=1");

		String traceId = one(arrived, "x-b3-traceid");
		assertThat(traceId).matches("[0-9a-f]{32}").isNotEqualTo(A).isNotEqualTo("0".repeat(32));
		assertThat(one(arrived, "traceparent")).matches("00-" + traceId + "-[0-9a-f]{16}-" + rootFlags());
		assertThat(arrived).doesNotContainKeys("b3", "tracestate", "x-b3-flags");
	}

	@Test
	void aMalformedB3LeavesRoomForAValidTraceparent() throws Exception {
		Map<String, List<String>> arrived = RecordingServer.arrived(this.service, "b3: garbage", "x-b3-traceid: zz",
				"x-b3-spanid: zz", "traceparent: 00-" + A + "-" + SPAN + "-01");

		assertThat(one(arrived, "x-b3-traceid")).isEqualTo(A);
	}

	@Test
	void theIdThatTheApplicationKnowsIsTheOneThatGoesOn() throws Exception {
		String answer = this.service.get(RecordingServer.via("/call"), "x-b3-traceid: " + A, "x-b3-spanid: " + SPAN);

		assertThat(answer).endsWith(A + " fine");
	}

	private String rootFlags() {
		return this.service.tracer().saysThatItsIdsAreRandom() ? "03" : "01";
	}

	private static String one(Map<String, List<String>> headers, String name) {
		assertThat(headers).containsKey(name);
		assertThat(headers.get(name)).as(name).hasSize(1);
		return headers.get(name).get(0);
	}

}
