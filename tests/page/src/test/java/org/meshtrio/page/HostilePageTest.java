package org.meshtrio.page;

import org.junit.jupiter.api.Test;
import org.meshtrio.page.browser.Browser;

import static org.assertj.core.api.Assertions.assertThat;

/** Text from outside stays text, wherever it comes from. */
@InBrowser
class HostilePageTest {

	private static final String EVIL = "<img src=x onerror='window.pwned=1'><script>window.pwned=1</script>"
			+ "\\u202e\\u0007</style>${alert(1)}";

	private static final String HOP = """
			{"schema":2,"service":"EVIL","version":"EVIL","pod":"EVIL","namespace":"EVIL","status":503,"message":"EVIL",
			"received":{"method":"EVIL","path":"/EVIL","headers":{"EVIL":["EVIL"],"b3":["EVIL"],"__proto__":["EVIL"],
			"trio-fault":["EVIL=delay EVIL"]}},"traceId":"EVIL","spanId":"EVIL","sampled":false,"durationMillis":1,"calls":[
			{"url":"javascript:EVIL","requestHeaders":{"traceparent":["EVIL"],"constructor":["EVIL"]},"status":null,
			"responseHeaders":{},"durationMillis":-1,"error":"EVIL"},
			{"url":"http://EVIL/","requestHeaders":{},"status":200,"responseHeaders":{},"durationMillis":1e300,
			"excerpt":"EVIL"},{"url":"/","requestHeaders":{},"status":200,"responseHeaders":{},"durationMillis":1,"next":
			{"schema":2,"service":"","version":"","status":200,"message":"","received":{"method":"","path":"","headers":{}},
			"durationMillis":0,"calls":[]}}]}""";

	private final Stage stage;

	private final Browser browser;

	HostilePageTest(Stage stage) {
		this.stage = stage;
		this.browser = stage.browser();
	}

	@Test
	void anAnswer() throws Exception {
		this.browser.open(this.stage.answer("/hostile", 200, "application/json", HOP.replace("EVIL", EVIL)));

		assertThat(this.browser.text("#chain")).contains("<img src=x");
		assertHarmless();
		this.browser.shoot("hostile");
	}

	@Test
	void anAnswerThatIsntOfTheTrio() {
		this.browser.open(this.stage.answer("/hostile", 200, EVIL.replaceAll("\\\\u....", ""), EVIL));

		assertThat(this.browser.text("#reason")).contains("<img src=x");
		assertHarmless();
	}

	@Test
	void theUrl() {
		this.browser.open(this.stage.service0().url()
				+ "#by=%3Cimg+src=x+onerror=pwned=1%3E&over=x&rate=1e9&fault=%3Cscript%3E&headers=x-a:+%3Cb%3E");

		assertThat(this.browser.run("return document.getElementById('rate').value")).isEqualTo("50");
		assertHarmless();
		this.browser.run("location.hash = 'headers=%3Cb%3E:+1'");
		this.browser.untilText("#problem", "A header has a character that HTTP forbids");
		this.browser.run("location.hash = 'headers=bad'");
		this.browser.untilText("#problem", "Write a header as name: value, not as bad");
	}

	private void assertHarmless() {
		assertThat(this.browser.run("return window.pwned")).isEqualTo("");
		assertThat(this.browser.count("img, #chain script, #headers script, #verdict b")).isZero();
		assertThat((String) this.browser.run("return document.documentElement.outerHTML")).doesNotContain("\u202e",
				"\u0007");
		assertThat(this.browser.console()).as("errors, and violations of the policy")
			.allMatch((line) -> line.contains("the server responded with a status of "));
	}

}
