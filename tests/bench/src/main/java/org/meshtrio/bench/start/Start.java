package org.meshtrio.bench.start;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.meshtrio.bench.Commands;
import org.meshtrio.bench.Median;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Measures how long a user waits: the table of {@code docs/performance.md} about the
 * start.
 */
@Command(name = "tests/bench/run start", mixinStandardHelpOptions = true, usageHelpWidth = 110,
		description = { "Times ./trio in this checkout and in others, in rounds, and prints the medians as a Markdown"
				+ " table. The first start of each isn't measured: it builds and prepares what is missing. As root, and if"
				+ " each checkout has images (./mvnw -Pimage -DskipTests package), it also times the start of a container." },
		footerHeading = "%n",
		footer = { "A ratio is the median of each round's own ratio, to the last checkout that --with names.", "",
				"  tests/bench/run start --with before=/path/of/another/checkout" })
final class Start implements Callable<Integer> {

	private static final String MEMORY = "resident memory of the four programs, MB";

	@Option(names = "--with", paramLabel = "NAME=CHECKOUT",
			description = "Another checkout, which is built. Repeatable.")
	private Map<String, Path> others = new LinkedHashMap<>();

	@Option(names = "--rounds", defaultValue = "5", description = "Number of rounds (default: ${DEFAULT-VALUE}).")
	private int rounds;

	@Option(names = "--java", paramLabel = "JAVA_HOME", description = "The JDK that runs them (default: this one).")
	private Path java = Path.of(System.getProperty("java.home"));

	@Spec
	private CommandSpec spec;

	private Start() {
	}

	/**
	 * Runs the command.
	 * @param args its options
	 */
	public static void main(String[] args) {
		System.exit(Commands.run(new Start(), args));
	}

	@Override
	public Integer call() throws IOException, InterruptedException {
		List<Checkout> checkouts = checkouts();
		for (Checkout checkout : checkouts) {
			say("%s: the first start, which isn't measured ...".formatted(checkout.name()));
			checkout.command("lab", "list");
			checkout.up();
		}
		Map<Checkout, UnpackedImage> images = new LinkedHashMap<>();
		try {
			if (hasImages(checkouts)) {
				for (Checkout checkout : checkouts) {
					images.put(checkout, new UnpackedImage(checkout.name(), checkout.image()));
				}
			}
			print(checkouts, measure(checkouts, images));
		}
		finally {
			for (UnpackedImage image : images.values()) {
				image.close();
			}
		}
		return 0;
	}

	private Map<String, Map<Checkout, List<Double>>> measure(List<Checkout> checkouts,
			Map<Checkout, UnpackedImage> images) throws IOException, InterruptedException {
		Map<String, Map<Checkout, List<Double>>> figures = new LinkedHashMap<>();
		for (int round = 1; round <= this.rounds; round++) {
			for (Checkout checkout : checkouts) {
				say("round %d of %d: %s".formatted(round, this.rounds, checkout.name()));
				measure(checkout, images.get(checkout))
					.forEach((what, figure) -> figures.computeIfAbsent(what, (key) -> new LinkedHashMap<>())
						.computeIfAbsent(checkout, (key) -> new ArrayList<>())
						.add(figure));
			}
		}
		return figures;
	}

	private List<Checkout> checkouts() {
		Map<String, Path> homes = new LinkedHashMap<>(
				Map.of("this checkout", Path.of(System.getProperty("trio.home", ""))));
		homes.putAll(this.others);
		homes.forEach((name, home) -> {
			if (!Files.exists(home.resolve("tools/cli/target/trio-cli.jar"))) {
				throw new ParameterException(this.spec.commandLine(), name + ": " + home
						+ " isn't a checkout that is built: build it there with ./mvnw -DskipTests package.");
			}
		});
		return homes.entrySet()
			.stream()
			.map((home) -> new Checkout(home.getKey(), home.getValue().toAbsolutePath(), this.java))
			.toList();
	}

	/** Whether containers can be measured; says what is missing. */
	private boolean hasImages(List<Checkout> checkouts) {
		List<String> missing = new ArrayList<>();
		if (!UnpackedImage.isPossible()) {
			missing.add("it needs root on Linux");
		}
		checkouts.stream()
			.filter((checkout) -> !Files.exists(checkout.image()))
			.forEach((checkout) -> missing
				.add(checkout.name() + " has no images: build them there with ./mvnw -Pimage -DskipTests package"));
		missing.forEach((reason) -> say("left out: container start to ready, because " + reason));
		return missing.isEmpty();
	}

	private static Map<String, Double> measure(Checkout checkout, @Nullable UnpackedImage image)
			throws IOException, InterruptedException {
		Map<String, Double> figures = new LinkedHashMap<>();
		figures.put("`./trio --help` without a build", checkout.helpWithoutBuild());
		figures.put("`./trio --help`", checkout.command("--help"));
		figures.put("`./trio lab list`", checkout.command("lab", "list"));
		Checkout.Up up = checkout.up();
		figures.put("`./trio up` to ready", up.ready());
		figures.put("`./trio up` to the first joined trace", up.traced());
		figures.put(MEMORY, up.megabytes());
		if (image != null) {
			figures.put("container start of service2 to ready", image.secondsToReady());
		}
		return figures;
	}

	private void print(List<Checkout> checkouts, Map<String, Map<Checkout, List<Double>>> figures) {
		PrintWriter out = this.spec.commandLine().getOut();
		Checkout last = checkouts.get(checkouts.size() - 1);
		out.printf("Seconds, medians of %d rounds%n%n| what | %s |%n|---%s|%n", this.rounds,
				checkouts.stream()
					.map((checkout) -> checkout.equals(last) ? checkout.name() : checkout.name() + " | ratio")
					.collect(Collectors.joining(" | ")),
				"|---".repeat(2 * checkouts.size() - 1));
		figures.forEach((what, of) -> out.printf("| %s | %s |%n", what, checkouts.stream().map((checkout) -> {
			String median = (what.equals(MEMORY) ? "%.0f" : "%.2f")
				.formatted(Median.of(of.get(checkout), Double::doubleValue));
			return checkout.equals(last) ? median
					: "%s | %.2f".formatted(median, ratio(of.get(checkout), of.get(last)));
		}).collect(Collectors.joining(" | "))));
		out.flush();
	}

	private static double ratio(List<Double> own, List<Double> others) {
		return Median
			.of(IntStream.range(0, own.size()).mapToDouble((round) -> own.get(round) / others.get(round)).toArray());
	}

	private void say(String text) {
		this.spec.commandLine().getErr().println(text);
		this.spec.commandLine().getErr().flush();
	}

}
