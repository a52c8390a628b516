package org.meshtrio.trace.diagnosis;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.meshtrio.answer.Hop;
import org.meshtrio.trace.model.Exchange;
import org.meshtrio.trace.model.Headers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The facts that are found. {@code DiagnosisTextTest} has their sentences.
 */
class DiagnosisTest {

	static Stream<DiagnosisCase> cases() {
		return DiagnosisCase.all();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("cases")
	void findsTheFacts(DiagnosisCase request) {
		assertThat(Diagnosis.of(request.exchange(), request.spans(), DiagnosisCase.STORE))
			.isEqualTo(request.expected());
	}

	@Test
	void eachCaseHasAName() {
		assertThat(DiagnosisCase.all().map(DiagnosisCase::name)).doesNotHaveDuplicates();
	}

	@Test
	void theVerdictFollowsFromTheFacts() {
		assertThat(DiagnosisCase.all().map(DiagnosisTest::verdict)).hasSize(43)
			.allMatch((name) -> name
				.matches("JOINED joined.*|BROKEN (broken|spans): .*|UNKNOWN (not sampled|no trace).*"));
	}

	private static String verdict(DiagnosisCase request) {
		return request.expected().verdict() + " " + request.name();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("cases")
	void withoutTheStoreABreakIsKnownAndAJoinedTraceIsNot(DiagnosisCase request) {
		boolean bySpans = request.expected() instanceof Diagnosis.Joined
				|| request.expected() instanceof Diagnosis.SpansBroken;
		assertThat(Diagnosis.withoutStore(request.exchange(), "it is down"))
			.isEqualTo(bySpans ? new Diagnosis.NoStore(request.exchange().answer(), "it is down") : request.expected());
	}

	@Test
	void withoutTheStoreNothingIsKnown() {
		Hop chain = SpanCases.chain();
		Diagnosis diagnosis = Diagnosis.withoutStore(new Exchange(Headers.NONE, chain), "it is down");
		assertThat(diagnosis).isEqualTo(new Diagnosis.NoStore(chain, "it is down"));
		assertThat(diagnosis.verdict()).isEqualTo(Verdict.UNKNOWN);
		assertThat(diagnosis.breaks()).isEqualTo(List.of());
	}

}
