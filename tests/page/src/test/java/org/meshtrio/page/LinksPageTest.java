package org.meshtrio.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.meshtrio.page.browser.Browser;

import static org.assertj.core.api.Assertions.assertThat;

/** The page understands the links to a view that the documentation has. */
@InBrowser
class LinksPageTest {

	private static final Path HOME = Path.of(System.getProperty("trio.home"));

	/** The labs whose point is a split, a fault, or a lost header. */
	private static final List<String> LABS = List.of("canary", "circuit-breaking", "fault-injection", "load-balancing",
			"mirroring", "mtls-migration", "outlier-detection", "request-routing", "retries", "tracing",
			"traffic-shifting");

	private static final Pattern LINK = Pattern
		.compile("(?:https://trio\\.example\\.com/service0|http://localhost:8080/)#([^`>)\\s]+)");

	private final Stage stage;

	private final Browser browser;

	LinksPageTest(Stage stage) {
		this.stage = stage;
		this.browser = stage.browser();
	}

	/** A link, with the page that has it. */
	record Link(String page, String settings) {
	}

	static List<Link> links() throws IOException {
		try (Stream<Path> files = Stream.of("docs", "istio/labs", "README.md")
			.map(HOME::resolve)
			.flatMap(LinksPageTest::walk)) {
			return files.filter((file) -> file.toString().endsWith(".md"))
				.flatMap((file) -> LINK.matcher(read(file))
					.results()
					.map((link) -> new Link(HOME.relativize(file).toString(), link.group(1))))
				.distinct()
				.toList();
		}
	}

	@ParameterizedTest
	@MethodSource("links")
	void isUnderstood(Link link) {
		this.browser.open(this.stage.service0().url() + "#" + link.settings());

		// The page writes its settings back, without what it doesn't know and what is the
		// default.
		assertThat(settings((String) this.browser.run("return location.hash.slice(1)")))
			.as("what the page made of a link of %s", link.page())
			.isEqualTo(settings(link.settings()));
		assertThat(this.browser.text("#problem")).isEmpty();
		assertThat(this.browser.run("return document.getElementById('verdict').dataset.kind"))
			.isNotEqualTo("no-answer");
		assertThat(this.browser.texts("#by option")).as("services of the chain")
			.containsExactlyInAnyOrder("service0", "service1", "service2");
	}

	@Test
	void theLabsHaveOne() throws IOException {
		assertThat(links()).extracting(Link::page)
			.containsAll(LABS.stream().map((lab) -> "istio/labs/" + lab + "/README.md").toList());
	}

	private static Map<String, String> settings(String text) {
		return Arrays.stream(text.split("&"))
			.map((setting) -> setting.split("=", 2))
			.collect(Collectors.toMap((setting) -> setting[0],
					(setting) -> URLDecoder.decode(setting[1], StandardCharsets.UTF_8), (one, other) -> other,
					TreeMap::new));
	}

	private static Stream<Path> walk(Path folder) {
		try {
			return Files.walk(folder);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
