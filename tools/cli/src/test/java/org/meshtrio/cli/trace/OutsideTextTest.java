package org.meshtrio.cli.trace;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshtrio.answer.Call;
import org.meshtrio.answer.Hop;
import org.meshtrio.answer.Received;
import org.meshtrio.cli.up.PrefixedLog;
import org.meshtrio.mesh.cluster.ClusterException;
import org.meshtrio.trace.diagnosis.RequestFailure;
import org.meshtrio.trace.model.Span;
import org.meshtrio.trace.report.FailureText;
import org.meshtrio.trace.text.Text;
import picocli.CommandLine.Help.Ansi;

import static org.assertj.core.api.Assertions.assertThat;

/** No text from outside moves the cursor, turns the text or forges a line. */
class OutsideTextTest {

	private static final String EVIL = "a\u001b[2J\u009b31m\u202e\u2066\u200f\u061c\u2028\u0085\r\nb";

	private static final Pattern DANGEROUS = Pattern
		.compile("[\\x00-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069]");

	@Test
	void ofHops() {
		Map<String, List<String>> headers = Map.of("b3", List.of(EVIL));
		Hop last = new Hop(EVIL, EVIL, EVIL, EVIL, 200, EVIL, new Received(EVIL, EVIL, headers), EVIL, EVIL, true, 1,
				List.of(new Call(EVIL, headers, null, headers, 1, EVIL, null, null)));
		Hop first = new Hop(EVIL, EVIL, EVIL, EVIL, 500, EVIL, new Received(EVIL, EVIL, headers), EVIL, EVIL, true, 1,
				List.of(new Call(EVIL, headers, 200, headers, 1, null, last, null)));

		assertThat(new HopTreeText(first, true, Ansi.OFF).lines()).isNotEmpty().allSatisfy(OutsideTextTest::isHarmless);
		isHarmless(FailureText
			.sentence(new RequestFailure(EVIL, 503, new RequestFailure.Called(EVIL, null, EVIL), List.of(EVIL))));
	}

	@Test
	void ofSpans() {
		Map<String, String> tags = Map.of("error", EVIL, EVIL, EVIL);
		String trace = "a".repeat(32);
		Span span = new Span(trace, EVIL, EVIL, EVIL, EVIL, EVIL, 1, 1, tags);

		assertThat(
				new SpanTreeText(List.of(trace, EVIL), List.of(span), UnaryOperator.identity(), true, Ansi.OFF).lines())
			.hasSize(5)
			.allSatisfy(OutsideTextTest::isHarmless);
	}

	@Test
	void ofAProgram() {
		isHarmless(String.valueOf(new ClusterException("kubectl failed: " + EVIL).getMessage()));
	}

	@Test
	void ofTheLogOfAService() throws Exception {
		StringWriter written = new StringWriter();
		String line = EVIL.replaceAll("[\r\n]", "") + "\tc\n";

		new PrefixedLog(new PrintWriter(written), Ansi.OFF, List.of("service0"))
			.follow("service0", new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)))
			.join();

		assertThat(written.toString()).startsWith("service0 | a").endsWith("b\tc\n");
		isHarmless(written.toString().replaceAll("[\t\n]", ""));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0x9b, 0x202e, 0x2066, 0x200f, 0x061c, 0x2028, 0x2029, 0x85 })
	void aCharacterIsShownAsAMark(int codePoint) {
		assertThat(Text.safe("a" + Character.toString(codePoint) + "b")).isEqualTo("a\uFFFDb");
		assertThat(Text.printableLines("a\t" + Character.toString(codePoint) + "\nb")).isEqualTo("a\t\uFFFD\nb");
	}

	private static void isHarmless(String line) {
		assertThat(DANGEROUS.matcher(line).results()).as(line).isEmpty();
	}

}
