package org.meshtrio.languages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.meshtrio.check.rule.Level;
import org.meshtrio.check.rule.Rule;
import org.meshtrio.languages.Cart.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Services in other languages: what is whole passes, and each fault is found. The tables
 * in docs/rules.md are the results. If something changed on purpose, run this class with
 * {@code -Dtrio.golden.keep=true}, which writes them again.
 */
@TestMethodOrder(OrderAnnotation.class)
class OtherLanguagesIT {

	/** A check mostly waits. */
	private static final ExecutorService TWO_AT_A_TIME = Executors.newFixedThreadPool(2);

	private static final Map<Cart, Future<Check>> RUNNING = new EnumMap<>(Cart.class);

	private static final Map<Cart, Check> CHECKS = new EnumMap<>(Cart.class);

	private static final Map<Cart, String> TEXTS = new EnumMap<>(Cart.class);

	@BeforeAll
	static void startTheChecks() {
		for (Cart cart : Cart.values()) {
			RUNNING.put(cart, TWO_AT_A_TIME.submit(() -> Check.of(cart, "--json")));
		}
	}

	@AfterAll
	static void stop() {
		TWO_AT_A_TIME.shutdownNow();
	}

	@ParameterizedTest
	@EnumSource
	@Order(1)
	void whatIsWholePassesAndAFaultIsFound(Cart cart) throws Throwable {
		Check check = await(RUNNING.get(cart));
		assertThat(check.exitCode()).as(check.output()).isEqualTo((cart.kind() == Kind.WHOLE) ? 0 : 1);
		assertThat(check.json().get("way").asString()).isEqualTo("upstream");
		CHECKS.put(cart, check);
	}

	/**
	 * A language that is missing here ends the check with the exception that skips the
	 * test.
	 */
	private static Check await(Future<Check> check) throws Throwable {
		try {
			return check.get();
		}
		catch (ExecutionException ex) {
			throw ex.getCause();
		}
	}

	@Test
	@Order(2)
	void thePageHasTheVerdictsOfWhatIsWhole() throws IOException {
		compare(new PageTable("rule"), Kind.WHOLE, OtherLanguagesIT::verdicts);
	}

	@Test
	@Order(2)
	void thePageHasWhatEachFaultBreaks() throws IOException {
		compare(new PageTable("service"), Kind.FAULTY, OtherLanguagesIT::faults);
	}

	private static void compare(PageTable page, Kind kind, Table table) throws IOException {
		assumeTrue(carts(kind).allMatch(CHECKS::containsKey), "Left out: a table, because a service is");
		List<String> lines = table.of(carts(kind).toList());
		if (Boolean.getBoolean("trio.golden.keep")) {
			page.keep(lines);
		}
		assertThat(page.lines()).isEqualTo(lines);
	}

	/** The fix that a person sees is what the whole service next to it has. */
	@ParameterizedTest
	@CsvSource({
			"NODE_PLAIN, NODE_OTEL, cart.js, Node: node --import @opentelemetry/auto-instrumentations-node/register",
			"NODE_PLAIN, NODE_OTEL, cart.js, 'OTEL_PROPAGATORS=tracecontext,baggage'",
			"NODE_PLAIN, NODE_B3, cart.js, 'OTEL_PROPAGATORS=tracecontext,b3multi,baggage'",
			"PYTHON_PLAIN, PYTHON_OTEL, requirements.txt, Python: opentelemetry-instrument python",
			"PYTHON_PLAIN, PYTHON_OTEL, requirements.txt, opentelemetry-instrumentation-flask",
			"PYTHON_PLAIN, PYTHON_B3, requirements.txt, 'OTEL_PROPAGATORS=tracecontext,b3multi,baggage'",
			"PYTHON_PLAIN, PYTHON_B3, requirements.txt, opentelemetry-propagator-b3",
			"GO_PLAIN, GO_OTEL, otel.go, otel.SetTextMapPropagator(", "GO_PLAIN, GO_OTEL, otel.go, otelhttp.NewHandler",
			"GO_PLAIN, GO_OTEL, otel.go, otelhttp.NewTransport",
			"GO_PLAIN, GO_B3, otel.go, b3.New(b3.WithInjectEncoding(b3.B3MultipleHeader))" })
	void theProposedFixIsTheOneThatWasTried(Cart faulty, Cart whole, String source, String fix) throws Exception {
		String text = TEXTS.computeIfAbsent(faulty, OtherLanguagesIT::text);
		assertThat(text.replaceAll("\\s+", " ")).contains(fix);
		String tried = whole.language() + ": " + String.join(" ", whole.command()).replace("venv/bin/", "") + " "
				+ whole.environment(0, "") + " " + Files.readString(folder(whole).resolve(source));
		assertThat(tried).contains(fix);
	}

	private static String text(Cart cart) {
		try {
			return Check.of(cart, "--rule", "w3c-continued", "--rule", "b3-multi-continued").output();
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Path folder(Cart cart) throws IOException, InterruptedException {
		return cart.language().ready();
	}

	private static Stream<Cart> carts(Kind kind) {
		return Stream.of(Cart.values()).filter((cart) -> cart.kind() == kind);
	}

	/** A row for each rule that doesn't pass everywhere. */
	private static List<String> verdicts(List<Cart> carts) {
		List<String> lines = new ArrayList<>(
				head(Stream
					.concat(Stream.of("rule", "level"), carts.stream()
						.map((cart) -> cart.title().startsWith("+") ? cart.title()
								: cart.language() + ", " + cart.title()))
					.toList()));
		for (Rule rule : Rule.values()) {
			List<String> cells = carts.stream().map((cart) -> cell(verdict(cart, rule))).toList();
			if (cells.contains("fails") || Set.copyOf(cells).size() > 1) {
				lines.add(row(Stream.concat(Stream.of("`" + rule.id() + "`", level(rule)), cells.stream()).toList()));
			}
		}
		return lines;
	}

	private static List<String> faults(List<Cart> carts) {
		List<String> lines = new ArrayList<>(head(List.of("service", "fault", "rules of level `must` that failed")));
		carts.forEach((cart) -> lines.add(row(List.of(cart.language().toString(), cart.title(),
				Stream.of(Rule.values())
					.filter((rule) -> rule.level() == Level.MUST && verdict(cart, rule).equals("failed"))
					.map((rule) -> "`" + rule.id() + "`")
					.collect(Collectors.joining(", "))))));
		return lines;
	}

	private static String verdict(Cart cart, Rule rule) {
		return String.valueOf(CHECKS.get(cart).verdicts().get(rule.id()));
	}

	private static String cell(String verdict) {
		return switch (verdict) {
			case "passed" -> "pass";
			case "failed" -> "fails";
			default -> "–";
		};
	}

	private static String level(Rule rule) {
		return rule.level().name().toLowerCase(Locale.ROOT);
	}

	private static List<String> head(List<String> cells) {
		return List.of(row(cells), "|" + "---|".repeat(cells.size()));
	}

	private static String row(List<String> cells) {
		return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
	}

	/** Makes the lines of a table. */
	@FunctionalInterface
	interface Table {

		List<String> of(List<Cart> carts);

	}

}
