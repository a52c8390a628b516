package org.meshtrio.meshtest.support;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.meshtrio.page.browser.Browser;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The live page in Chromium, through the gateway. What the page gets is also counted
 * here, so that a test can compare it with what the page shows.
 */
public final class PageOnMesh implements AutoCloseable {

	/** Keeps the status of each answer, and the versions of the services in it. */
	private static final String WATCH = """
			const fetchReally = window.fetch;
			window.answers = [];
			window.underWay = 0;
			window.fetch = async (...all) => {
				const answer = { status: 0, versions: [] };
				window.underWay++;
				try {
					const response = await fetchReally(...all);
					const text = await response.clone().text();
					answer.status = response.status;
					answer.versions = [...text.matchAll(/"service":"([^"]+)","version":"([^"]+)"/g)]
						.map(([, service, version]) => `${service} ${version}`);
					return response;
				}
				finally {
					window.answers.push(answer);
					window.underWay--;
				}
			};""";

	private static final Pattern LINK = Pattern.compile("https://trio\\.example\\.com(/service0#[^`>)\\s]*)");

	private final Browser browser;

	private final String host;

	/**
	 * Starts Chromium.
	 * @param namespace the namespace whose host it opens
	 * @param httpsPort the local port that is forwarded to the gateway's HTTPS port
	 */
	public PageOnMesh(String namespace, int httpsPort) {
		this.host = TestGateway.host(namespace);
		this.browser = Browser.start("--host-resolver-rules=MAP " + this.host + " 127.0.0.1:" + httpsPort);
		this.browser.command("Page.enable", Map.of());
		this.browser.command("Page.addScriptToEvaluateOnNewDocument", Map.of("source", WATCH));
	}

	public Browser browser() {
		return this.browser;
	}

	/**
	 * Opens the page.
	 * @param settings the page's settings, {@code name=value&name=value}
	 */
	public void open(String settings) {
		this.browser.open("https://" + this.host + "/service0#" + settings);
	}

	/**
	 * Opens the page with the first link in a lab's README.
	 * @param lab the lab
	 * @throws IOException if it can't be read
	 */
	public void openLinkOf(String lab) throws IOException {
		this.browser.open("https://" + this.host + links(lab).get(0));
	}

	/**
	 * Changes the settings to those of the last link in a lab's README. The page keeps
	 * its requests.
	 * @param lab the lab
	 * @throws IOException if it can't be read
	 */
	public void changeToLastLinkOf(String lab) throws IOException {
		List<String> links = links(lab);
		this.browser.run("location.hash = arguments[0]", links.get(links.size() - 1).replaceFirst("[^#]*#", ""));
	}

	private static List<String> links(String lab) throws IOException {
		List<String> links = LINK
			.matcher(Files.readString(Mesh.HOME.resolve("istio/labs").resolve(lab).resolve("README.md")))
			.results()
			.map((link) -> link.group(1))
			.toList();
		assertThat(links).as("links to the page in the README of %s", lab).isNotEmpty();
		return links;
	}

	/**
	 * Runs the page until it has a number of answers, and stops it.
	 * @param answers how many answers
	 */
	public void run(int answers) {
		start();
		awaitAnswers(answers);
		stop();
	}

	/**
	 * Waits until the page has a number of answers since it was opened.
	 * @param answers how many answers
	 */
	public void awaitAnswers(int answers) {
		this.browser.until(answers + " answers", "return window.answers.length >= arguments[0]", answers);
	}

	/** Starts the page. */
	public void start() {
		this.browser.press(" ");
		this.browser.untilText("#run", "Stop");
	}

	/** Stops the page, and waits until it has drawn the last answer. */
	public void stop() {
		this.browser.press(" ");
		this.browser.untilText("#run", "Start");
		this.browser.until("a square of the last answer",
				"return window.underWay === 0 && Math.max(..."
						+ "[...document.querySelectorAll('#grid .square:enabled')].map((square) => square.seq)) + 1"
						+ " >= window.answers.length");
	}

	/**
	 * The statuses that differ from 200.
	 * @return the statuses, 0 for no answer
	 */
	@SuppressWarnings("unchecked")
	public List<Object> errors() {
		return (List<Object>) this.browser
			.run("return window.answers.map(({ status }) => status).filter((status) => status !== 200)");
	}

	/**
	 * What the page shows of a header that the last hop received, scrolled into view.
	 * @param name its name
	 * @return its value
	 */
	public String received(String name) {
		return (String) this.browser.run("const row = [...document.querySelectorAll('#headers tbody tr')]"
				+ ".find((one) => one.querySelector('th').textContent === arguments[0]);"
				+ " row?.scrollIntoView({ block: 'center' }); return row?.lastElementChild.textContent", name);
	}

	/**
	 * How many answers there are so far.
	 * @return the number
	 */
	public int answers() {
		return ((Number) this.browser.run("return window.answers.length")).intValue();
	}

	/**
	 * How many of the answers came through a version of a service.
	 * @param service the service
	 * @param version its version
	 * @return the number
	 */
	public int answersOf(String service, String version) {
		return ((Number) this.browser.run(
				"return window.answers.filter(({ versions }) => versions.includes(arguments[0])).length",
				service + " " + version))
			.intValue();
	}

	/**
	 * What the page shows of the versions of a service, or of the statuses, after it has
	 * counted all answers. Its settings must have {@code over=600}.
	 * @param row a service, or {@code status}
	 * @return each part with its numbers, such as {@code v2 20 %, 60 of 300}
	 */
	@SuppressWarnings("unchecked")
	public List<String> shares(String row) {
		this.browser.untilText("#count", Math.min(600, answers()) + " request");
		return (List<String>) this.browser.run("return [...document.querySelectorAll('#shares .share')].filter((one) =>"
				+ " one.querySelector('.of').textContent === arguments[0])"
				+ ".flatMap((one) => [...one.querySelectorAll('.part')]).map((one) => one.title)", row);
	}

	@Override
	public void close() {
		this.browser.close();
	}

}
