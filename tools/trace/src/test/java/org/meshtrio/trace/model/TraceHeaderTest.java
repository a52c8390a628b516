package org.meshtrio.trace.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.meshtrio.answer.Call;
import org.meshtrio.answer.Hop;
import org.meshtrio.answer.Received;
import org.meshtrio.trace.diagnosis.Break;
import org.meshtrio.trace.diagnosis.Diagnosis;
import org.meshtrio.tracecontext.SamplingDecision;
import org.meshtrio.tracecontext.TraceHeaderCase;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The tools judge trace headers as the starter reads them: the same table tests it.
 */
class TraceHeaderTest {

	private static final String FRESH = "c".repeat(32);

	static Stream<TraceHeaderCase> cases() {
		return Stream.concat(TraceHeaderCase.table(), TraceHeaderCase.hostile());
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("cases")
	void aTraceCountsHereIfItCountsForTheStarter(TraceHeaderCase headers) {
		List<String> traces = TraceHeader.in(new Headers(headers.byName()))
			.stream()
			.map(TraceHeader::traceId)
			.filter(Objects::nonNull)
			.toList();

		if (headers.traceId() != null) {
			assertThat(traces).contains(Ids.trace(headers.traceId()));
		}
		else {
			assertThat(traces).isEmpty();
		}
	}

	static Stream<TraceHeaderCase> read() {
		return cases().filter((headers) -> headers.traceId() != null);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("read")
	void noBreakIsFoundWhereTheStarterGoesOn(TraceHeaderCase headers) {
		Map<String, List<String>> arrived = headers.byName();
		Hop second = hop("service1", headers.traceId(), arrived, null);
		Hop first = hop("service0", headers.traceId(), arrived, Answers.call(arrived, second));

		assertThat(Diagnosis.of(new Exchange(new Headers(arrived), first), List.of(), "Zipkin").breaks()).isEmpty();
	}

	static Stream<TraceHeaderCase> refused() {
		return cases().filter((headers) -> headers.traceId() == null);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("refused")
	void aContextThatTheStarterRefusesIsToBlameItself(TraceHeaderCase headers) {
		Map<String, List<String>> sent = headers.byName();
		Hop second = hop("service1", FRESH, sent, null);
		Hop first = hop("service0", "a".repeat(32), Map.of(), Answers.call(sent, second));

		List<TraceHeader> headersSent = TraceHeader.in(new Headers(sent));
		assertThat(headersSent).allSatisfy((header) -> assertThat(header.defect()).isNotNull());
		assertThat(Diagnosis.of(new Exchange(Headers.NONE, first), List.of(), "Zipkin").breaks())
			.containsExactly(headersSent.isEmpty() ? new Break.NothingSent(first, second, List.of(), false)
					: new Break.MalformedSent(first, second, headersSent));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("cases")
	void aDecisionAgainstSamplingIsFoundIfItCountsForTheStarter(TraceHeaderCase headers) {
		if (headers.decision() == SamplingDecision.NOT_SAMPLED) {
			assertThat(TraceHeader.unsampled(new Headers(headers.byName()))).isNotNull();
		}
		else if (TraceHeader.in(new Headers(headers.byName())).isEmpty()) {
			assertThat(TraceHeader.unsampled(new Headers(headers.byName()))).isNull();
		}
	}

	private static Hop hop(String service, String trace, Map<String, List<String>> arrived, @Nullable Call call) {
		return new Hop(service, "v1", null, null, 200, "", new Received("GET", "/", arrived), trace, "1".repeat(16),
				true, 1, (call != null) ? List.of(call) : List.of());
	}

}
