package org.meshtrio.bench.overtime;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import org.meshtrio.bench.ChainSettings;
import org.meshtrio.bench.Commands;
import org.meshtrio.bench.Contender;
import org.meshtrio.bench.Contenders;
import org.meshtrio.bench.Wrk;
import org.meshtrio.cli.up.ServiceJvm;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Loads chains from their first request on, one after the other, to choose compilers,
 * heap, and collector.
 */
@Command(name = "tests/bench/run over-time", mixinStandardHelpOptions = true, usageHelpWidth = 110,
		description = "Starts the chain with each setting in turn, loads it as soon as it is ready, and prints how many"
				+ " requests a second it answered since then, and the resident memory at the end. Only one chain runs at"
				+ " a time. Needs wrk.",
		footerHeading = "%n",
		footer = { "SETTINGS are those of --also of tests/bench/run, and come after the shipped ones. Examples:",
				"  --jvm shipped=                                    no change",
				"  --jvm both=-XX:TieredStopAtLevel=4                both compilers",
				"  --jvm 'large=-Xmx96m -Xmn32m'                     heap",
				"  --jvm 'virtual=--spring.threads.virtual.enabled'  a setting of the services",
				"  --jvm 'new=java=JAVA_HOME -XX:+UseCompactObjectHeaders'",
				"  --jvm 'cached=trio=DIR -XX:AOTCache=DIR/{service}.aot'",
				"                                                    {service} becomes service0, service1, service2" })
final class OverTime implements Callable<Integer> {

	@Option(names = "--jvm", paramLabel = "NAME=SETTINGS", defaultValue = "shipped=",
			description = "What to measure (default: ${DEFAULT-VALUE}). Repeatable.")
	private List<String> settings = List.of();

	@Option(names = "--java", paramLabel = "JAVA_HOME", description = "The JDK that runs them (default: this one).")
	private Path java = Path.of(System.getProperty("java.home"));

	@Option(names = "--cores", split = ",", paramLabel = "NUMBER",
			description = "How many cores the three services share, such as 2,1 to measure both (default: all). The load"
					+ " and the span sink may use every core. Needs taskset.")
	private List<Integer> cores = List.of();

	@Option(names = "--until", split = ",", defaultValue = "10,30,60,300", paramLabel = "SECONDS",
			description = "Ends of the measured times; the last one is the length (default: ${DEFAULT-VALUE}).")
	private List<Integer> until = List.of();

	@Option(names = "--connections", defaultValue = "64",
			description = "Concurrent requests (default: ${DEFAULT-VALUE}).")
	private int connections;

	@Spec
	private CommandSpec spec;

	private OverTime() {
	}

	/**
	 * Runs the command.
	 * @param args its options
	 */
	public static void main(String[] args) {
		System.exit(Commands.run(new OverTime(), args));
	}

	@Override
	public Integer call() {
		ChainSettings shipped = ChainSettings.of(this.java, String.join(" ", ServiceJvm.ARGUMENTS));
		List<ChainSettings> chains = chains(shipped);
		List<Integer> ends = this.until.stream().sorted().distinct().toList();
		List<String> columns = new ArrayList<>(List.of("chain", "cores"));
		ends.forEach((end) -> columns.add("first %d s".formatted(end)));
		columns.addAll(List.of("at the end", "errors", "resident MB"));
		row(columns);
		row(columns.stream().map((column) -> "---").toList());
		for (ChainSettings chain : chains) {
			try (Contenders one = new Contenders(shipped, List.of())) {
				row(measure(chain, one.start(chain), ends));
			}
		}
		return 0;
	}

	/** Reads all settings before the first chain runs for minutes. */
	private List<ChainSettings> chains(ChainSettings shipped) {
		List<String> ends = this.cores.isEmpty() ? List.of("")
				: this.cores.stream().map((number) -> " cores=" + number).toList();
		try {
			return ends.stream()
				.flatMap((end) -> this.settings.stream().map((text) -> ChainSettings.parse(text + end, shipped)))
				.toList();
		}
		catch (IllegalArgumentException ex) {
			throw new ParameterException(this.spec.commandLine(), String.valueOf(ex.getMessage()), ex);
		}
	}

	private List<String> measure(ChainSettings chain, Contender contender, List<Integer> ends) {
		List<String> cells = new ArrayList<>(List.of(chain.name(), (chain.cores() > 0) ? "" + chain.cores() : "all"));
		long requests = 0;
		long errors = 0;
		double last = 0;
		int before = 0;
		for (int end : ends) {
			Wrk wrk = contender.load(this.connections, end - before).wrk();
			requests += wrk.requests();
			errors += wrk.errors();
			last = wrk.perSecond();
			cells.add("" + requests / end);
			before = end;
		}
		cells.addAll(List.of("%.0f".formatted(last), "" + errors, contender.resident()));
		return cells;
	}

	private void row(List<String> cells) {
		PrintWriter out = this.spec.commandLine().getOut();
		out.println("| " + String.join(" | ", cells) + " |");
		out.flush();
	}

}
