package org.meshtrio.propagation.context;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.meshtrio.headers.PropagatedHeader;
import org.meshtrio.propagation.testing.RecordingServer;
import org.meshtrio.propagation.testing.TestService;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * For every header and every setting, exactly the headers arrive at the next hop that the
 * rules of the groups select.
 */
class HeaderGroupsTest {

	private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

	/** A realistic value for each header. */
	private static final Map<String, String> SENT = Map.ofEntries(
			Map.entry("traceparent", "00-" + TRACE_ID + "-b7ad6b7169203331-01"), Map.entry("tracestate", "vendor=1"),
			Map.entry("b3", TRACE_ID + "-b7ad6b7169203331-1"), Map.entry("x-b3-traceid", TRACE_ID),
			Map.entry("x-b3-spanid", "b7ad6b7169203331"), Map.entry("x-b3-parentspanid", "05e3ac9a4f6e3b90"),
			Map.entry("x-b3-sampled", "1"), Map.entry("x-b3-flags", "0"), Map.entry("x-ot-span-context", "ot"),
			Map.entry("x-cloud-trace-context", "105445aa7843bc8bf206b12000100000/1;o=1"),
			Map.entry("grpc-trace-bin", "AAAR"), Map.entry("sw8", "1-TRACE-SEGMENT-3-U0VSVklDRQ=="),
			Map.entry("x-datadog-trace-id", "1"), Map.entry("x-datadog-sampling-priority", "2"),
			Map.entry("x-request-id", "8937590f-1518-920e-9ef2-a41a17db3c42"), Map.entry("end-user", "jason"),
			Map.entry("user-agent", "curl/8.0"), Map.entry("baggage", "userId=alice;prop=1, k=v%20w"),
			Map.entry("authorization", "Bearer abc"), Map.entry("cookie", "session=1"), Map.entry("jwt", "abc.def.ghi"),
			Map.entry("keep-alive", "timeout=5"), Map.entry("proxy-authorization", "Basic x"),
			Map.entry("te", "trailers"), Map.entry("trailer", "x-sum"), Map.entry("upgrade", "h2c"),
			Map.entry("content-language", "en"), Map.entry("accept", "text/x-of-the-caller"),
			Map.entry("accept-language", "tlh"), Map.entry("x-forwarded-for", "203.0.113.7"),
			Map.entry("x-forwarded-client-cert", "By=spiffe://a"), Map.entry("x-envoy-attempt-count", "3"),
			Map.entry("x-envoy-upstream-rq-timeout-ms", "1"), Map.entry("x-unknown", "no rule"),
			Map.entry("x-tenant", "blue"));

	static Stream<Arguments> settings() {
		List<Arguments> all = new ArrayList<>();
		for (boolean spans : new boolean[] { true, false }) {
			for (boolean forward : new boolean[] { true, false }) {
				for (boolean credentials : new boolean[] { false, true }) {
					all.add(Arguments.of(spans, forward, credentials));
				}
			}
		}
		return all.stream();
	}

	@ParameterizedTest(name = "spans={0} forward={1} credentials={2}")
	@MethodSource("settings")
	void whatArrivesIsWhatTheGroupsSay(boolean spans, boolean forward, boolean credentials) throws Exception {
		TestService service = TestService.with("mesh.propagation.spans=" + spans, "mesh.propagation.forward=" + forward,
				"mesh.propagation.credentials=" + credentials);

		Map<String, List<String>> arrived = RecordingServer.arrived(service,
				SENT.entrySet()
					.stream()
					.map((entry) -> entry.getKey() + ": " + entry.getValue())
					.toArray(String[]::new));

		Map<String, String> copied = new TreeMap<>();
		arrived.forEach((name, values) -> {
			if (values.equals(List.of(SENT.getOrDefault(name, "")))) {
				copied.put(name, values.get(0));
			}
		});
		TreeSet<String> expected = new TreeSet<>();
		if (forward) {
			expected.addAll(List.of("x-ot-span-context", "x-cloud-trace-context", "grpc-trace-bin", "sw8",
					"x-datadog-trace-id", "x-datadog-sampling-priority", "x-request-id"));
			expected.addAll(spans
					// The tracer's own: the same trace, a new span, and the tracestate.
					? List.of("x-b3-traceid", "x-b3-sampled", "tracestate")
					// Not b3, because x-b3-traceid is there.
					: List.of("traceparent", "tracestate", "x-b3-traceid", "x-b3-spanid", "x-b3-parentspanid",
							"x-b3-sampled", "x-b3-flags"));
		}
		expected.addAll(List.of("end-user", "user-agent", "baggage", "x-tenant"));
		if (credentials) {
			expected.addAll(List.of("authorization", "cookie", "jwt"));
		}
		assertThat(copied.keySet()).as("headers that arrived as they were sent").isEqualTo(expected);

		// No other headers, except those of the HTTP client and the tracer.
		TreeSet<String> others = new TreeSet<>(arrived.keySet());
		others.removeAll(expected);
		others.removeAll(List.of("host", "connection", "accept", "accept-encoding"));
		TreeSet<String> own = new TreeSet<>();
		if (spans && forward) {
			own.addAll(List.of("traceparent", "x-b3-spanid"));
			if (service.tracer().writesTheParent()) {
				own.add("x-b3-parentspanid");
			}
		}
		assertThat(others).as("headers that the service wrote itself").isEqualTo(own);
		assertThat(arrived.getOrDefault("accept", List.of())).doesNotContain("text/x-of-the-caller");
	}

	@ParameterizedTest
	@MethodSource("everyHeader")
	void everyHeaderOfTheListIsInThisTest(PropagatedHeader header) {
		// The test's request always has these or, because it has no body, can't have
		// them.
		if (List.of("connection", "host", "transfer-encoding", "expect").contains(header.pattern())) {
			return;
		}
		assertThat(SENT.keySet().stream().flatMap((name) -> PropagatedHeader.of(name).stream())).contains(header);
	}

	static Stream<PropagatedHeader> everyHeader() {
		return Stream.of(PropagatedHeader.values());
	}

}
