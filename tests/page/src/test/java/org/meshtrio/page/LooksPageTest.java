package org.meshtrio.page;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meshtrio.page.browser.Browser;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page on a projector and a phone, dark and light, for people with disabilities. The
 * pictures are in {@code target/screenshots}.
 */
@InBrowser
class LooksPageTest {

	private static String axe;

	private final Stage stage;

	private final Browser browser;

	LooksPageTest(Stage stage) {
		this.stage = stage;
		this.browser = stage.browser();
	}

	@BeforeAll
	static void readAxe() throws IOException {
		try (InputStream stream = Objects.requireNonNull(LooksPageTest.class.getResourceAsStream("/axe.min.js"))) {
			axe = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	@ParameterizedTest
	@CsvSource({ "joined, 1280, 720, dark, ''", "joined, 1280, 720, light, ''", "broken, 1280, 720, dark, forward=off",
			"broken, 1280, 720, light, forward=off", "503, 1280, 720, dark, fault=service2%3D503",
			"503, 1280, 720, light, fault=service2%3D503", "broken-phone, 390, 844, dark, forward=off",
			"joined-phone, 390, 844, light, ''" })
	void axeFindsNothingAndNothingIsCutOff(String name, int width, int height, String colors, String settings)
			throws Exception {
		this.browser.screen(width, height, colors);
		this.browser.openHere(this.stage.service0().url() + "#" + settings);

		this.browser.shoot(name + "-" + colors);
		assertThat(this.browser.run("return document.scrollingElement.scrollWidth")).as("width")
			.isEqualTo((long) width);
		this.browser.run(axe);
		assertThat(this.browser.runAsync("const done = arguments[0]; axe.run().then((result) => done(result.violations"
				+ ".map((one) => `${one.id}: ${one.nodes.map((node) => node.target).join()}`).join('; ')))"))
			.isEqualTo("");
	}

	@Test
	void nothingMovesIfTheReaderWantsThat() {
		this.browser.screen(1280, 720, "dark", "prefers-reduced-motion=reduce");
		this.browser.openHere(this.stage.service0().url());

		assertThat(this.browser.run("return [...document.querySelectorAll('*')].filter((one) =>"
				+ " getComputedStyle(one).transitionDuration !== '0s' || getComputedStyle(one).animationName !== 'none').length"))
			.isEqualTo(0L);
	}

	@Test
	void theVerdictAndTheChainAreOnTheFirstScreen() {
		this.browser.open(this.stage.service0().url() + "#forward=off");

		assertThat((Long) this.browser
			.run("return Math.round(document.getElementById('verdict').getBoundingClientRect().bottom)"))
			.isLessThan(400L);
		assertThat(Map.of("headline", 26, "reason", 16, "chain", 16)).allSatisfy((id,
				size) -> assertThat((Long) this.browser
					.run("return parseInt(getComputedStyle(document.getElementById(arguments[0])).fontSize)", id))
					.isGreaterThanOrEqualTo(size.longValue()));
	}

}
