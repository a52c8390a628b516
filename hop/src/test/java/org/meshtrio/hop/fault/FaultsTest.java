package org.meshtrio.hop.fault;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshtrio.hop.http.BadHeaderException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FaultsTest {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			service2=503                                |   | service2 |      | 503
			service2=503                                |   | service1 |      |
			service1=delay 2s                           |   | service1 | 2000 |
			service1=delay 250ms                        |   | service1 | 250  |
			service1=delay 2s, service2=503             |   | service2 |      | 503
			service1=delay 2s,service1=504              |   | service1 | 2000 | 504
			service2=503;attempt<3                      |   | service2 |      | 503
			service2=503;attempt<3                      | 1 | service2 |      | 503
			service2=503;attempt<3                      | 2 | service2 |      | 503
			service2=503;attempt<3                      | 3 | service2 |      |
			service2=503;attempt<3                      | x | service2 |      | 503
			' service2 = 503 ; attempt < 2 '            | 2 | service2 |      |
			service2=200                                |   | service2 |      | 200
			""")
	void areMetAsAddressed(String header, String attemptCount, String service, Long delayMillis, Integer status) {
		Faults faults = Faults.parse(List.of(header), attemptCount);

		if (delayMillis == null && status == null) {
			assertThat(faults.of(service)).isEmpty();
		}
		else {
			assertThat(faults.of(service))
				.contains(new Fault((delayMillis != null) ? Duration.ofMillis(delayMillis) : null, status));
		}
		assertThat(faults.lines()).containsExactly(header);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "503", "service2", "service2=", "service2=99", "service2=600", "service2=5030",
			"service2=delay", "service2=delay 2", "service2=delay 2m", "service2=delay -1s", "service2=delay 10001ms",
			"service2=503,", "service2=503;attempt", "service2=503;attempt<x", "service2=503;attempt>3",
			"service 2=503", "service2=503 service1=503" })
	void malformedOnesAreRefusedWithoutShowingThem(String header) {
		assertThatThrownBy(() -> Faults.parse(List.of(header), null)).isInstanceOf(BadHeaderException.class)
			.hasMessageStartingWith("The header trio-fault takes service=STATUS");
	}

	@Test
	void severalLinesAddUp() {
		Faults faults = Faults.parse(List.of("service1=503", "service2=504"), null);

		assertThat(faults.of("service1")).contains(new Fault(null, 503));
		assertThat(faults.of("service2")).contains(new Fault(null, 504));
	}

	@ParameterizedTest
	@CsvSource({ "0, 0, 0", "1, 10000, 10000",
			// Of 10,000, binomial: false alarm below 1 in 100,000.
			"0.15, 1343, 1661", "0.6, 5783, 6215" })
	void aStandingFaultMeetsTheShareOfRequestsThatItsRateSays(double rate, long atLeast, long atMost) {
		StandingFault fault = new StandingFault(new FaultProperties(null, 500, rate), new Random(1));

		long met = Stream.generate(fault::draw).limit(10_000).filter((drawn) -> drawn.isPresent()).count();

		assertThat(met).isBetween(atLeast, atMost);
	}

	@Test
	void withoutADelayOrStatusThereIsNoStandingFault() {
		assertThat(new StandingFault(new FaultProperties(null, null, 1), new Random(1)).draw()).isEmpty();
	}

}
