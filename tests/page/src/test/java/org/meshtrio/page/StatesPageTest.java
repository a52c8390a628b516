package org.meshtrio.page;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meshtrio.page.browser.Browser;

import static org.assertj.core.api.Assertions.assertThat;

/** What the page shows of each kind of answer. */
@InBrowser
class StatesPageTest {

	private final Stage stage;

	private final Browser browser;

	StatesPageTest(Stage stage) {
		this.stage = stage;
		this.browser = stage.browser();
	}

	@Test
	void joined() throws Exception {
		this.browser.open(this.stage.service0().url());

		assertThat(this.browser.text("#headline")).isEqualTo("Joined:");
		assertThat(this.browser.text("#reason")).isEqualTo("service0, service1 and service2 are in one trace.");
		assertThat(this.browser.texts("#chain .name")).containsExactly("you", "service0 v1", "service1 v1",
				"service2 v1");
		assertThat(this.browser.texts("#chain .what")).containsExactly("GET /", "5 trace headers", "5 trace headers");
		assertThat(this.browser.texts("#chain .pod")).containsExactly("trio/service2-5f7c9d8b5-kq4zt");
		assertThat(this.browser.texts("#chain .mark")).containsExactly("A", "A", "A");
		assertThat((String) this.browser.run("return document.getElementById('trace-link').href"))
			.matches("http://zipkin\\.example\\.com/zipkin/traces/[0-9a-f]{32}");
		assertThat(this.browser.texts("#waterfall .of")).containsExactly("service0", "service1", "service2");
		assertThat(this.browser.console()).as("errors, and violations of the policy").isEmpty();
		assertThat(this.browser.network()).as("requests")
			.isNotEmpty()
			.allMatch((event) -> event.contains("\"url\":\"" + this.stage.service0().url())
					|| event.contains("\"url\":\"data:"));
	}

	@Test
	void brokenBecauseTheRequestAskedForIt() throws Exception {
		this.browser.open(this.stage.service0().url() + "#forward=off");

		assertThat(this.browser.text("#headline")).isEqualTo("Broken between service0 and service1:");
		assertThat(this.browser.text("#reason"))
			.isEqualTo("service0 sent none of traceparent, b3, x-b3-traceid to service1, because the request asked "
					+ "for it (trio-forward: off); broken again between service1 and service2.");
		assertThat(this.browser.texts("#chain .edge.broken .what")).containsExactly("✕ no trace header",
				"✕ no trace header");
		assertThat(this.browser.texts("#chain .mark")).containsExactly("A", "B", "C");
		assertThat(this.browser.texts("#headers tr.of-trace th")).as("listed, though none was sent")
			.contains("traceparent", "x-b3-traceid", "b3", "tracestate");
		assertThat(this.browser.count("#grid .torn")).isEqualTo(1);
	}

	@Test
	void brokenByAProxyThatDropsTheHeaders() {
		String next = this.stage.routeWithoutTrace("/dropping", this.stage.service1());
		try (Service first = Service.start("service0", "trio.next=" + next)) {
			this.browser.open(first.url());

			assertThat(this.browser.text("#headline")).isEqualTo("Broken between service0 and service1:");
			assertThat(this.browser.text("#reason")).contains("a proxy between them removed all of them");
			assertThat(this.browser.texts("#chain .what")).containsExactly("GET /", "✕ removed on the way",
					"5 trace headers");
			assertThat(this.browser.texts("#headers tr.of-trace td.dropped")).hasSize(5).containsOnly("✕ dropped");
			assertThat(this.browser.count("#trace-link:not([hidden])")).as("no link without trio.trace-url").isZero();
		}
	}

	@ParameterizedTest
	@CsvSource({ "0, Failed: service0 answered 503.", "1, Failed: service1 answered 503; service0 passed it on.",
			"2, Failed: service2 answered 503; service1 and service0 passed it on." })
	void failedAtAHop(int hop, String sentence) {
		this.browser.open(this.stage.service0().url() + "#fault=service" + hop + "%3D503");

		assertThat(this.browser.text("#headline")).isEqualTo("Joined:");
		assertThat(this.browser.text("#failure")).isEqualTo(sentence);
		assertThat(this.browser.texts("#chain .box.failed .name")).hasSize(hop + 1);
		assertThat(this.browser.texts("#chain .box:has(.began) .name")).containsExactly("service" + hop + " v1");
		assertThat(this.browser.text("#shares")).contains("503 100 %");
		assertThat(this.browser.count("#grid .error")).isEqualTo(1);
	}

	@Test
	void timedOut() {
		try (Service hasty = Service.start("service0", "trio.next=" + this.stage.service1().url(),
				"trio.timeout=500ms")) {
			this.browser.open(hasty.url() + "#fault=service1%3Ddelay+2s");

			assertThat(this.browser.text("#failure")).contains("service0 answered 504, because its call failed")
				.contains("didn't answer within 0.5 s");
			assertThat(this.browser.texts("#chain .edge.stopped .what")).containsExactly("✕ no usable answer");
			assertThat(this.browser.text("#waterfall")).contains("didn't answer within 0.5 s");
		}
	}

	@ParameterizedTest
	@CsvSource({ "http://127.0.0.1:1/, 127.0.0.1:1, refused the connection: is it running?",
			"http://no-such-service.invalid/, no-such-service.invalid, is unknown: no such host name" })
	void noAnswerOfTheNextService(String next, String name, String error) {
		try (Service second = Service.start("service1", "trio.next=" + next);
				Service first = Service.start("service0", "trio.next=" + second.url())) {
			this.browser.open(first.url());

			assertThat(this.browser.text("#failure"))
				.isEqualTo("Failed: service1 answered 502, because its call failed (" + next + " " + error
						+ "); service0 passed it on.");
			assertThat(this.browser.texts("#chain .box.failed .name")).containsExactly("service0 v1", "service1 v1",
					name);
			assertThat(this.browser.texts("#chain .box:has(.began) .name")).containsExactly("service1 v1");
			assertThat(this.browser.text("#chain .box.leaf")).contains("no answer", error);
			assertThat(this.browser.texts("#chain .edge.stopped .what")).containsExactly("✕ no usable answer");
			assertThat(this.browser.text("#waterfall")).contains(error);
			assertThat(this.browser.text("#shares")).contains("502 100 %");
		}
	}

	@Test
	void somethingElseIsNextInTheChain() {
		try (Service first = Service.start("service0", "trio.next=" + this.stage.service2().url() + "headers")) {
			this.browser.open(first.url());

			assertThat(this.browser.text("#chain .box.leaf")).contains("200 · not a hop");
			assertThat(this.browser.text("#reason")).contains("but not as a hop, so nothing is known");
		}
	}

	@ParameterizedTest
	@CsvSource({ "text/html, <h1>Hello</h1>, 1, 200 · not a hop, <h1>Hello</h1>",
			"text/plain, upstream connect error, 1, 200 · not a hop, upstream connect error",
			"application/json, {}, 1, 200 · not a hop, {}", "text/plain, '', 1, 200 · not a hop, ''",
			"text/plain, 0123456789, 1000, 200 · not a hop, 0123456789012345678901234567890",
			"text/plain, 0123456789, 1000000, no answer, sent an answer of more than" })
	void somethingElseAnswersInTheMiddle(String type, String part, int times, String status, String detail) {
		String next = this.stage.answerAlways("/middle", 200, type, part.repeat(times));
		try (Service first = Service.start("service0", "trio.next=" + next)) {
			this.browser.open(first.url());

			assertThat(this.browser.text("#chain .box.leaf .status")).contains(status);
			assertThat(String.join("", this.browser.texts("#chain .box.leaf .detail"))).contains(detail)
				.hasSizeLessThan(150);
			assertThat(this.browser.count("#chain h1")).as("markup from outside").isZero();
			assertThat(this.browser.text("#reason")).contains("so nothing is known about what comes after it.");
			assertThat(this.browser.run("return document.scrollingElement.scrollWidth")).isEqualTo(1280L);
		}
	}

	@Test
	void fiveHops() throws Exception {
		try (Service third = Service.start("service3", "trio.next=" + this.stage.service1().url());
				Service second = Service.start("service4", "trio.next=" + third.url(), "trio.version=v2");
				Service first = Service.start("service5", "trio.next=" + second.url())) {
			this.browser.open(first.url());
			this.browser.click("#one");
			this.browser.until("the second answer",
					"return document.querySelectorAll('#grid .square:enabled').length === 2");

			assertThat(this.browser.texts("#chain .name")).containsExactly("you", "service5 v1", "service4 v2",
					"service3 v1", "service1 v1", "service2 v1");
			assertThat(this.browser.run("const { scrollWidth, clientWidth } = document.querySelector('section.scroll');"
					+ " return scrollWidth - clientWidth"))
				.as("pixels of the chain beyond the screen of a projector")
				.isEqualTo(0L);
			this.browser.shoot("five-hops");
		}
	}

	@Test
	void aForkWithOneTornBranch() throws Exception {
		String torn = this.stage.routeWithoutTrace("/branch", this.stage.service2());
		try (Service fork = Service.start("service0", "trio.next=" + this.stage.service1().url() + "," + torn,
				"trio.next-mode=parallel")) {
			this.browser.open(fork.url());

			assertThat(this.browser.text("#headline")).isEqualTo("Broken between service0 and service2:");
			assertThat(this.browser.text("#reason")).contains("between service0 and service1 it's whole");
			assertThat(this.browser.texts("#chain .what")).containsExactly("GET /", "5 trace headers",
					"5 trace headers", "✕ removed on the way");
			assertThat(this.browser.texts("#chain .mark")).containsExactly("A", "A", "A", "B");
			this.browser.shoot("fork");
		}
	}

	@Test
	void withoutSpansATraceOfTheCallerIsJoined() {
		try (Service last = Service.start("service2", "mesh.propagation.spans=false");
				Service first = Service.start("service0", "mesh.propagation.spans=false", "trio.next=" + last.url())) {
			this.browser.open(first.url());
			assertThat(this.browser.text("#reason")).startsWith("there is no trace, because no trace header arrived");

			this.browser
				.open(first.url() + "#headers=traceparent:+00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
			assertThat(this.browser.text("#reason")).isEqualTo("service0 and service2 are in one trace.");
		}
	}

	@Test
	void onlyThisPathIsRoutedAndItIsRewritten() {
		String url = this.stage.route("/team/service0", this.stage.service0());

		this.browser.open(url);

		assertThat(this.browser.text("#headline")).isEqualTo("Joined:");
		assertThat(this.browser.network()).isNotEmpty()
			.allMatch((event) -> event.contains("\"url\":\"" + url + "\"") || event.contains("\"url\":\"data:"));
		assertThat(this.browser.console()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					503 | text/plain               | upstream connect error | this address answered 503 text/plain, which isn't an answer of the trio: upstream connect error.
					200 | text/html                | <h1>Hello</h1>         | this address answered 200 text/html, which isn't an answer of the trio: <h1>Hello</h1>.
					200 | text/plain               | ''                     | this address answered 200 text/plain, which isn't an answer of the trio.
					404 | text/html                | ''                     | this address answered 404 text/html, which isn't an answer of the trio.
					200 | application/json         | [1, null]              | this address answered 200 application/json, which isn't an answer of the trio: [1, null].
					200 | application/json         | {"headers":{}}         | this address answered 200 application/json, which isn't an answer of the trio: {"headers":{}}.
					200 | application/json         | {"schema":3,"service":"a","received":{}} | this address answered 200 in schema 3 of the trio's answer, and this page reads schema 2: reload it.
					429 | application/problem+json | {"detail":"Slow down."} | this address answered 429: Slow down.
					200 | application/json         | {"schema":2,"service":"a","version":"v1","message":"","status":200,"durationMillis":1,"received":{"method":"GET","path":"/","headers":{"a":1}},"calls":[]} | this address answered 200 in schema 2
					""")
	void noAnswerOfTheTrio(int status, String type, String body, String sentence) {
		this.browser.open(this.stage.answer("/other", status, type, body));

		assertThat(this.browser.text("#headline")).isEqualTo("Could not tell:");
		assertThat(this.browser.text("#reason")).startsWith(sentence);
		assertThat(this.browser.text("#chain")).contains("the answer", String.valueOf(status));
	}

	@ParameterizedTest
	@CsvSource({ "text/plain", "application/json" })
	void aHugeAnswer(String type) {
		this.browser.open(this.stage.answer("/huge", 200, type, "[\"<h1>" + "0123456789".repeat(2_000_000) + "\"]"));

		assertThat(this.browser.text("#headline")).isEqualTo("Could not tell:");
		assertThat(this.browser.text("#reason"))
			.startsWith("this address answered 200 " + type + ", which isn't an answer of the trio: [\"<h1>0123")
			.endsWith("….")
			.hasSizeLessThan(300);
		this.browser.click("#one");
		this.browser.until("the second answer",
				"return document.querySelectorAll('#grid .square:enabled').length === 2");
		this.browser.click("#grid .square");
		assertThat(this.browser.text("#which")).as("20 MB aren't kept").isEmpty();
	}

	@Test
	void overHttp2() throws Exception {
		try (Service first = Service.start("service0", "trio.next=" + this.stage.service1().url(),
				"server.http2.enabled=true", "server.ssl.key-store=" + SelfSigned.keyStore(),
				"server.ssl.key-store-password=" + SelfSigned.PASSWORD)) {
			this.browser.open(first.url().replace("http:", "https:"));

			assertThat(this.browser.text("#headline")).isEqualTo("Joined:");
			assertThat(this.browser.run("return [...new Set(['navigation', 'resource'].flatMap((type) =>"
					+ " performance.getEntriesByType(type)).filter((one) => one.name.startsWith('https:'))"
					+ ".map((one) => one.nextHopProtocol))].join()"))
				.isEqualTo("h2");
			assertThat(this.browser.console()).as("errors, and violations of the policy").isEmpty();
		}
	}

	@Test
	void aHeaderThatTheChainRefuses() {
		this.browser.open(this.stage.service0().url() + "#fault=nonsense");

		assertThat(this.browser.text("#reason")).startsWith("this address answered 400: The header trio-fault takes");
	}

	@Test
	void theServerIsGone() {
		Service gone = Service.start("service2");
		this.browser.open(gone.url());
		gone.close();

		this.browser.click("#one");

		this.browser.untilText("#reason", "this address gave no answer");
		assertThat(this.browser.text("#chain")).contains("no answer");
	}

}
