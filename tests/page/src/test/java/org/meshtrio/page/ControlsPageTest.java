package org.meshtrio.page;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.meshtrio.page.browser.Browser;
import org.openqa.selenium.Keys;

import static org.assertj.core.api.Assertions.assertThat;

/** Running, choosing, keys, and what the URL keeps. */
@InBrowser
class ControlsPageTest {

	private static final String REQUESTS = "return document.querySelectorAll('#grid .square:enabled').length";

	/**
	 * Answers in the page, without a server: each request after a while, every fifth with
	 * v2.
	 */
	private static final String ANSWERS = """
			const fetchReally = window.fetch;
			let answer = null;
			window.underWay = window.most = window.sent = 0;
			window.late = 0;
			window.fetch = async (...all) => {
				answer ??= await (await fetchReally(...all)).text();
				window.sent++;
				window.most = Math.max(window.most, ++window.underWay);
				const version = (window.sent % 5 === 0) ? 'v2' : 'v1';
				await new Promise((done) => window.late ? setTimeout(done, window.late) : done());
				window.underWay--;
				return new Response(answer.replace(/("service":"service1","version":")v1/, '$1' + version),
					{ headers: { 'content-type': 'application/json' } });
			};
			const setIntervalReally = window.setInterval;
			window.setInterval = (action, millis) => setIntervalReally(action, (millis < 1000) ? 4 : millis);
			""";

	private final Stage stage;

	private final Browser browser;

	ControlsPageTest(Stage stage) {
		this.stage = stage;
		this.browser = stage.browser();
	}

	@Test
	void theKeysOfTheStage() {
		this.browser.open(this.stage.service0().url() + "#rate=20");
		assertThat(this.browser.text("#run")).as("it starts stopped").contains("Start");

		this.browser.press(" ");
		this.browser.until("ten requests", REQUESTS + " >= 10");
		assertThat(this.browser.text("#run")).contains("Stop");
		this.browser.press(" ");
		this.browser.until("it stopped", "return document.getElementById('run-text').textContent === 'Start'");

		this.browser.press(Keys.ARROW_LEFT);
		this.browser.untilText("#which", "request ");
		String earlier = this.browser.text("#which");
		this.browser.press(Keys.ARROW_LEFT);
		this.browser.until("an earlier request", "return document.getElementById('which').textContent !== arguments[0]",
				earlier);
		this.browser.press(Keys.ARROW_RIGHT);
		this.browser.untilText("#which", earlier.substring(0, earlier.indexOf(',')));
		this.browser.press(Keys.ESCAPE);
		this.browser.until("the newest again", "return document.getElementById('follow').hidden");

		this.browser.press(Keys.ARROW_UP);
		assertThat(this.browser.text("#rate-shown")).isEqualTo("21");
		this.browser.press("b");
		assertThat((String) this.browser.run("return location.hash")).contains("forward=off", "rate=21");
		this.browser.press(Keys.ENTER);
		this.browser.untilText("#headline", "Broken between service0 and service1");
		this.browser.press("f");
		this.browser.until("full screen", "return document.fullscreenElement !== null");
		this.browser.press("f");
		this.browser.until("no full screen", "return document.fullscreenElement === null");
	}

	@Test
	void aKeyInAFieldIsText() {
		this.browser.open(this.stage.service0().url());

		this.browser.type("[name=user]", "bob b");

		assertThat(this.browser.run("return document.querySelector('[name=user]').value")).isEqualTo("bob b");
		assertThat(this.browser.run("return document.getElementById('forward').checked")).isEqualTo(false);
		this.browser.type("[name=user]", Keys.ENTER);
		this.browser.untilText("#headers", "bob b");
		assertThat((String) this.browser.run("return location.hash")).isEqualTo("#user=bob+b");
	}

	@Test
	void aLinkLeadsToTheView() {
		this.browser.open(this.stage.service0().url() + "#rate=5&user=ann&fault=service2%3D418&by=service0&over=100");

		assertThat(this.browser.text("#failure")).contains("service2 answered 418");
		assertThat(this.browser.run("return document.getElementById('by').value")).isEqualTo("service0");
		assertThat(this.browser.run("return document.getElementById('over').value")).isEqualTo("100");
		assertThat(this.browser.text("#headers")).contains("ann");
		this.browser.run("location.hash = 'fault=service1%3D404'");
		this.browser.click("#one");
		this.browser.untilText("#failure", "service1 answered 404");
	}

	@Test
	void aClickOpensARequestAndItStays() {
		this.browser.open(this.stage.service0().url());
		this.browser.press("b");
		this.browser.click("#one");
		this.browser.untilText("#headline", "Broken");

		this.browser.click("#grid .square");
		this.browser.untilText("#headline", "Joined");
		this.browser.click("#one");
		this.browser.until("three requests", REQUESTS + " === 3");

		assertThat(this.browser.text("#headline")).isEqualTo("Joined:");
		assertThat(this.browser.text("#which")).startsWith("request 1,");
		this.browser.click("#follow");
		this.browser.untilText("#headline", "Broken");
	}

	@Test
	void aHiddenTabPauses() {
		this.browser.open(this.stage.service0().url() + "#rate=20");
		this.browser.press(" ");
		this.browser.until("some requests", REQUESTS + " >= 5");

		hide(true);
		this.browser.run("window.hiddenAt = performance.now()");
		this.browser.runAsync("setTimeout(arguments[0], 700)");
		this.browser.run("window.shownAt = performance.now()");
		hide(false);

		this.browser.until("it runs again",
				"return performance.getEntriesByType('resource').some((one) => one.startTime > window.shownAt + 300)");
		assertThat(this.browser.run("return performance.getEntriesByType('resource').filter((one) =>"
				+ " one.startTime > window.hiddenAt && one.startTime < window.shownAt).length"))
			.as("requests while the tab was hidden")
			.isEqualTo(0L);
		this.browser.press(" ");
	}

	private void hide(boolean hidden) {
		this.browser.run("Object.defineProperty(document, 'hidden', { value: arguments[0], configurable: true });"
				+ "document.dispatchEvent(new Event('visibilitychange'))", hidden);
	}

	@Test
	void sharesAndMemoryOfTenThousandRequestsOfWhichSixAreUnderWayAtMost() throws Exception {
		this.browser.command("Page.enable", Map.of());
		this.browser.command("Page.addScriptToEvaluateOnNewDocument", Map.of("source", ANSWERS));
		try {
			this.browser.open(this.stage.service0().url() + "#rate=50&over=100&by=service1");
			this.browser.press(" ");
			this.browser.until("a thousand requests", "return window.sent >= 1000");
			long before = heap();
			int nodes = this.browser.count("*");
			this.browser.until("ten thousand requests", "return window.sent >= 10000");
			long after = heap();

			assertThat(after - before).as("bytes that nine thousand more requests left behind").isLessThan(3_000_000);
			assertThat(this.browser.count("*")).as("elements").isBetween(nodes - 20, nodes + 20);
			this.browser.untilText("#shares", "v1 80 %");
			this.browser.untilText("#shares", "v2 20 %");
			assertThat(this.browser.count("#grid .version1")).isEqualTo(240 / 5);
			this.browser.shoot("split");

			this.browser.run("window.late = 300; window.most = 0; window.target = window.sent + 60");
			this.browser.until("slow requests", "return window.sent >= window.target");
			assertThat(this.browser.run("return window.most")).isEqualTo(6L);
			this.browser.press(" ");
		}
		finally {
			this.browser.restart();
		}
	}

	private long heap() {
		return ((Number) this.browser.run("gc(); gc(); return performance.memory.usedJSHeapSize")).longValue();
	}

}
