package org.meshtrio.hop.next;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meshtrio.answer.Call;

import static org.assertj.core.api.Assertions.assertThat;

/** Which of several calls decides what goes up. */
class NextHopsTest {

	@ParameterizedTest(name = "{0}")
	@CsvSource(delimiter = '|', textBlock = """
			calls                 | status | message
			200                   | 200    | called http://next0
			201                   | 201    | called http://next0
			404                   | 404    | called http://next0
			502 error             | 502    | http://next0 broke
			200, 200, 200         | 200    | called http://next0, http://next1, http://next2
			201, 200              | 201    | called http://next0, http://next1
			200, 503              | 503    | called http://next0, http://next1
			404, 503              | 404    | called http://next0, http://next1
			200, 504 error, 502 error | 504 | http://next1 broke
			500, 502 error        | 500    | called http://next0, http://next1
			302, 418              | 418    | called http://next0, http://next1
			""", useHeadersInDisplayName = true)
	void theFirstCallThatFailedDecides(String calls, int status, String message) {
		List<NextHopClient.Outcome> outcomes = new ArrayList<>();
		for (String call : Arrays.stream(calls.split(",")).map(String::strip).toList()) {
			String url = "http://next" + outcomes.size();
			String[] parts = call.split(" ");
			boolean failed = parts.length > 1;
			int answered = Integer.parseInt(parts[0]);
			outcomes.add(new NextHopClient.Outcome(new Call(url, Map.of(), failed ? null : answered, Map.of(), 1,
					failed ? url + " broke" : null, null, failed ? null : "body"), answered));
		}

		NextHops.Outcomes all = new NextHops.Outcomes(outcomes);

		assertThat(all.status()).isEqualTo(status);
		assertThat(all.message()).isEqualTo(message);
		assertThat(all.calls()).hasSize(outcomes.size());
	}

}
