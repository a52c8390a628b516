package org.meshtrio.trace.diagnosis;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshtrio.answer.Call;
import org.meshtrio.answer.Hop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshtrio.trace.diagnosis.FailedAnswers.call;
import static org.meshtrio.trace.diagnosis.FailedAnswers.chain;
import static org.meshtrio.trace.diagnosis.FailedAnswers.hop;

class RequestFailureTest {

	@ParameterizedTest
	@ValueSource(ints = { 400, 404, 499, 500, 503, 599 })
	void beginsAtTheLastHopThatAnsweredWithAnError(int status) {
		assertThat(RequestFailure.of(chain(status, status, status)))
			.isEqualTo(new RequestFailure("service2", status, null, List.of("service1", "service0")));
	}

	@ParameterizedTest
	@ValueSource(ints = { 100, 200, 204, 302, 399 })
	void isNoneWhereNoHopAnsweredWithAnError(int status) {
		assertThat(RequestFailure.of(chain(status, status, status))).isNull();
	}

	@Test
	void beginsBeforeAHopThatIsFine() {
		assertThat(RequestFailure.of(chain(500, 500, 200)))
			.isEqualTo(new RequestFailure("service1", 500, null, List.of("service0")));
	}

	@Test
	void namesOnlyHopsThatPassedItOn() {
		assertThat(RequestFailure.of(chain(200, 200, 503)))
			.isEqualTo(new RequestFailure("service2", 503, null, List.of()));
	}

	@Test
	void beginsAtTheCallerOfWhatGaveNoAnswer() {
		Call refused = call("http://service2/", null, "http://service2/ refused the connection", null);
		Hop second = hop("service1", 502, refused);
		assertThat(RequestFailure.of(hop("service0", 502, call("http://service1/", 502, null, second))))
			.isEqualTo(new RequestFailure("service1", 502,
					new RequestFailure.Called("http://service2/", null, "http://service2/ refused the connection"),
					List.of("service0")));
	}

	@Test
	void beginsAtTheCallerOfWhatIsNoHop() {
		assertThat(RequestFailure.of(hop("service1", 503, call("http://httpbin/", 503, null, null))))
			.isEqualTo(new RequestFailure("service1", 503, new RequestFailure.Called("http://httpbin/", 503, null),
					List.of()));
	}

	@Test
	void beginsAtAHopThatMakesAnErrorOfAGoodAnswer() {
		assertThat(RequestFailure.of(hop("service1", 500, call("http://httpbin/", 200, null, null))))
			.isEqualTo(new RequestFailure("service1", 500, null, List.of()));
	}

	@Test
	void ofAForkTheFirstCallThatFailedIsTheCause() {
		Hop good = hop("service1", 200);
		Hop bad = hop("service2", 503);
		List<Call> calls = List.of(call("http://service1/", 200, null, good), call("http://service2/", 503, null, bad),
				call("http://service3/", null, "refused", null));
		Hop first = hop("service0", 503, calls.toArray(Call[]::new));

		assertThat(RequestFailure.of(first)).isEqualTo(new RequestFailure("service2", 503, null, List.of("service0")));
	}

}
