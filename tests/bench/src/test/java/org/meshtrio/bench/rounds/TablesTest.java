package org.meshtrio.bench.rounds;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.meshtrio.bench.Contender;
import org.meshtrio.bench.Wrk;
import org.meshtrio.bench.rate.Latencies;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import static org.assertj.core.api.Assertions.assertThat;

class TablesTest {

	private final Options options = new Options();

	@Test
	void ratiosAreMediansOfEachRound() {
		String text = print("--connections=64", "--rounds=3", "--rates=50");
		assertThat(text).contains("| chain | to 'ours' | to floor | requests/s | p50 ms | p99 ms | errors |",
				// The rounds' ratios are 4, 2, and 3. That of the medians would be 2.
				"| floor | 3.00 | 1.00 | 400 | 2.00 | 9.0 | 0 | – |", "| ours | 1.00 | 0.33 | 200 |");
	}

	@Test
	void latenciesAreShownWithTheCapacity() {
		assertThat(print("--connections=64", "--rounds=3", "--rates=50"))
			.contains("| ours | 200 | 50 | 1.50 | 7.0 | 6 |");
	}

	@Test
	void noRatesNoTable() {
		assertThat(print("--connections=64", "--rounds=3", "--rates=0")).doesNotContain("fixed rates");
	}

	private String print(String... arguments) {
		new CommandLine(this.options).parseArgs(arguments);
		StringWriter text = new StringWriter();
		new Tables(new PrintWriter(text), this.options.load)
			.print(List.of(measured("ours", 100, 200, 300), measured("floor", 400, 400, 900)));
		return text.toString();
	}

	private static Measured measured(String name, double... perSecond) {
		Measured measured = new Measured(new Contender(name, URI.create("http://127.0.0.1/"), List.of(), List.of()));
		for (double requests : perSecond) {
			measured.add(64, new Contender.Run(new Wrk(1, requests, 2, 9, 0), 0));
			measured.add(50, new Latencies(1.5, 7, 2));
		}
		return measured;
	}

	@Command
	private static final class Options {

		@Mixin
		private LoadOptions load = new LoadOptions();

	}

}
