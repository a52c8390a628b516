package org.meshtrio.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.github.tomakehurst.wiremock.WireMockServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.meshtrio.page.browser.Browser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okForContentType;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page's rules say of each request the same as {@code ./trio trace} does. The cases
 * and the tools' verdicts are in one file, which a test of {@code tools/trace} keeps.
 */
@InBrowser
class VerdictPageTest {

	private static final Path HOME = Path.of(System.getProperty("trio.home"));

	private static final String JUDGE = """
			const done = arguments[1];
			import('/verdict.js').then(({ verdictOf, failureOf }) => done(JSON.stringify(JSON.parse(arguments[0]).map((one) => {
				const verdict = verdictOf(one.sent, one.answer);
				const failure = failureOf(one.answer);
				const called = failure?.called;
				return {
					kind: verdict.kind,
					breaks: verdict.breaks.map(({ kind, from, to }) => `${kind} ${from ? from.service : 'the caller'} ${to.service}`),
					sentence: `${verdict.headline}: ${verdict.reason}`,
					failure: !failure ? {} : {
						began: failure.began, status: failure.hop.status,
						called: !called ? null : { url: called.url, status: called.error != null ? null : called.status, error: called.error ?? null },
						passedOn: failure.passedOn,
					},
				};
			}))), (error) => done(String(error)));
			""";

	private static WireMockServer files;

	private final Browser browser;

	VerdictPageTest(Stage stage) {
		this.browser = stage.browser();
	}

	@BeforeAll
	static void start() throws IOException {
		files = new WireMockServer(options().dynamicPort());
		files.start();
		files.stubFor(get("/").willReturn(okForContentType("text/html", "<!doctype html><title>modules</title>")));
		try (Stream<Path> modules = Files.list(HOME.resolve("hop/src/main/resources/page"))) {
			for (Path module : modules.filter((file) -> file.toString().endsWith(".js")).toList()) {
				files.stubFor(get("/" + module.getFileName())
					.willReturn(okForContentType("text/javascript", Files.readString(module))));
			}
		}
	}

	@AfterAll
	static void stop() {
		files.stop();
	}

	@Test
	void thePageSaysWhatTheToolsSay() throws IOException {
		String cases = Files.readString(HOME.resolve("tools/trace/src/test/resources/golden/page.json"));
		this.browser.run("location.href = arguments[0]", files.baseUrl() + "/");
		this.browser.until("the modules' page", "return document.title === 'modules'");

		JsonMapper mapper = new JsonMapper();
		JsonNode said = mapper.readTree((String) this.browser.runAsync(JUDGE, cases));

		assertThat(facts(said, mapper.readTree(cases)))
			.isEqualTo(facts(mapper.readTree(cases), mapper.readTree(cases)));
		assertThat(said).hasSizeGreaterThan(45);
	}

	private static Map<String, List<String>> facts(JsonNode verdicts, JsonNode cases) {
		Map<String, List<String>> facts = new LinkedHashMap<>();
		for (int i = 0; i < verdicts.size(); i++) {
			JsonNode verdict = verdicts.get(i);
			facts.put(cases.get(i).path("name").asString(),
					Stream.of("kind", "breaks", "sentence", "failure")
						.map((name) -> verdict.path(name).toString())
						.toList());
		}
		return facts;
	}

}
