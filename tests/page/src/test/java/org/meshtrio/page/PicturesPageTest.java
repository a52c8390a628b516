package org.meshtrio.page;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.meshtrio.page.browser.Browser;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The pictures of the documentation, each from a real chain, and taken if the page shows
 * what the picture is for. {@code -Dtrio.images.keep=true} replaces those in
 * {@code docs/images}.
 */
@InBrowser
class PicturesPageTest {

	private static final String[] DELAYS = { "trio.delay.min=10ms", "trio.delay.max=20ms" };

	private static final String[] LINK = { "trio.trace-url=http://localhost:9411/zipkin/traces/{traceId}" };

	private final Stage stage;

	private final Browser browser;

	PicturesPageTest(Stage stage) {
		this.stage = stage;
		this.browser = stage.browser();
	}

	@Test
	void joined() throws Exception {
		try (Service last = start("service2");
				Service v1 = start("service1", "trio.next=" + last.url());
				Service v2 = start("service1", "trio.next=" + last.url(), "trio.version=v2");
				Service first = start("service0", "trio.next=" + this.stage.routeToTwo("/two", v1, v2))) {
			this.browser.open(first.url() + "#rate=20&by=service1&over=600");
			send(240);

			assertThat(this.browser.text("#headline")).isEqualTo("Joined:");
			assertThat(this.browser.texts("#shares .share:has([title='service1']) .part")).containsExactly("v1 80 %",
					"v2 20 %");
			assertThat(this.browser.count("#grid .version1")).as("squares of v2, whose answers can overtake others")
				.isBetween(46, 50);
			this.browser.shootForDocs("page");
		}
	}

	@Test
	void broken() throws Exception {
		try (Service last = start("service2");
				Service second = start("service1", "trio.next=" + last.url());
				Service first = start("service0", "trio.next=" + this.stage.routeOftenWithTrace("/lossy", second))) {
			// Higher than a projector, so that the table of headers is in the picture.
			this.browser.screen(1280, 1040, "dark");
			this.browser.openHere(first.url() + "#rate=20&by=service1&over=100");
			send(100);
			openLast("torn");

			assertThat(this.browser.text("#headline")).isEqualTo("Broken between service0 and service1:");
			assertThat(this.browser.text("#reason")).contains("a proxy between them removed all of them");
			assertThat(this.browser.texts("#headers tr.of-trace td.dropped")).hasSize(5).containsOnly("✕ dropped");
			assertThat(this.browser.count("#grid .torn")).isBetween(15, 30);
			this.browser.shootForDocs("page-broken");
		}
	}

	@Test
	void failed() throws Exception {
		try (Service last = start("service2", "trio.fault.status=503", "trio.fault.rate=0.2");
				Service second = start("service1", "trio.next=" + last.url());
				Service first = start("service0", "trio.next=" + second.url())) {
			this.browser.open(first.url() + "#rate=20&by=service1&over=100");
			send(100);
			openLast("error");

			assertThat(this.browser.text("#failure"))
				.isEqualTo("Failed: service2 answered 503; service1 and service0 passed it on.");
			assertThat(this.browser.texts("#chain .box:has(.began) .name")).containsExactly("service2 v1");
			assertThat(this.browser.count("#grid .error")).isBetween(5, 50);
			this.browser.shootForDocs("page-503");
		}
	}

	private Service start(String name, String... settings) {
		return Service.start(name, Stream.of(DELAYS, settings, LINK).flatMap(Stream::of).toArray(String[]::new));
	}

	private void send(int requests) {
		this.browser.press(" ");
		this.browser.until(requests + " requests",
				"return document.querySelectorAll('#grid .square:enabled').length >= arguments[0]", requests);
		this.browser.press(" ");
		this.browser.until("their answers", "return document.getElementById('run-text').textContent === 'Start'");
	}

	private void openLast(String kind) {
		this.browser.run("[...document.querySelectorAll('#grid .' + arguments[0])].at(-1).click()", kind);
	}

}
