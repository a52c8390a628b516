package org.meshtrio.trace.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.meshtrio.trace.diagnosis.Break;
import org.meshtrio.trace.diagnosis.Diagnosis;
import org.meshtrio.trace.diagnosis.DiagnosisCase;
import org.meshtrio.trace.diagnosis.FailedAnswers;
import org.meshtrio.trace.diagnosis.RequestFailure;
import org.meshtrio.trace.model.Exchange;
import org.meshtrio.trace.model.Headers;
import org.meshtrio.trace.model.Hops;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The table of cases that the tools and the live page share: requests, answers, and what
 * both must say about them. {@code VerdictPageTest} of {@code tests/page} runs the page's
 * rules on the same file. When you change a rule or a sentence, run this test with
 * {@code -Dtrio.golden.keep=true}, which writes the file again, and change
 * {@code verdict.js} too.
 */
class PageCasesTest {

	private static final Path FILE = Path.of("src", "test", "resources", "golden", "page.json");

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private static final String NO_STORE = "it is down";

	@Test
	void thePageAndTheToolsShareTheCases() throws IOException {
		Map<String, Exchange> exchanges = new LinkedHashMap<>();
		DiagnosisCase.all().forEach((one) -> exchanges.put(one.name(), one.exchange()));
		FailedAnswers.all().forEach((name, answer) -> exchanges.put(name, new Exchange(Headers.NONE, answer)));
		String json = exchanges.entrySet()
			.stream()
			.map((one) -> MAPPER.writeValueAsString(line(one.getKey(), one.getValue())))
			.collect(Collectors.joining(",\n", "[\n", "\n]\n"));
		if (Boolean.getBoolean("trio.golden.keep")) {
			Files.writeString(FILE, json, StandardCharsets.UTF_8);
		}
		// As trees, because some headers of the cases come in any order.
		assertThat(MAPPER.readTree(json)).containsExactlyElementsOf(MAPPER.readTree(Files.readString(FILE)));
	}

	private static Map<String, Object> line(String name, Exchange exchange) {
		Diagnosis diagnosis = Diagnosis.withoutStore(exchange, NO_STORE);
		Map<String, Object> line = new LinkedHashMap<>();
		line.put("name", name);
		line.put("sent", exchange.sent().byName());
		line.put("answer", exchange.answer());
		line.put("kind", (diagnosis instanceof Diagnosis.NoStore) ? "joined" : DiagnosisJson.kind(diagnosis));
		line.put("breaks", diagnosis.breaks().stream().map(PageCasesTest::broken).toList());
		line.put("sentence", sentence(diagnosis));
		RequestFailure failure = RequestFailure.of(exchange.answer());
		line.put("failure", (failure != null) ? failure : Map.of());
		return line;
	}

	private static String broken(Break broken) {
		String kind = DiagnosisJson.breaks(List.of(broken)).get(0).path("kind").asString();
		return Stream.of(kind, BreakText.from(broken), BreakText.to(broken)).collect(Collectors.joining(" "));
	}

	/**
	 * The page doesn't read the store. If all that the tools miss is the store, the page
	 * says "joined", of the answer, and leaves out the id, which would flicker.
	 */
	private static String sentence(Diagnosis diagnosis) {
		String sentence = DiagnosisText.sentence(diagnosis);
		if (!(diagnosis instanceof Diagnosis.NoStore joined)) {
			return sentence;
		}
		String clause = "in trace " + Hops.trace(joined.answer())
				+ " according to the answer, but the spans can't be checked, because " + NO_STORE;
		assertThat(sentence).startsWith("Could not tell: ").contains(clause);
		return sentence.replace("Could not tell: ", "Joined: ").replace(clause, "in one trace");
	}

}
