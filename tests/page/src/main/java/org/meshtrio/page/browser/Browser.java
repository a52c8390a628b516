package org.meshtrio.page.browser;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.Logs;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Chromium with the page in it. */
public final class Browser implements AutoCloseable {

	/** Ten thousand requests take a minute. */
	private static final Duration PATIENCE = Duration.ofSeconds(100);

	private static final Duration INTERVAL = Duration.ofMillis(50);

	private final Supplier<ChromeDriver> start;

	private ChromeDriver driver;

	private Browser(Supplier<ChromeDriver> start) {
		this.start = start;
		this.driver = start.get();
	}

	/**
	 * Starts Chromium.
	 * @param options more of its options, such as {@code --host-resolver-rules}
	 * @return the browser
	 */
	public static Browser start(String... options) {
		return new Browser(() -> Chromium.start(true, options));
	}

	/**
	 * Starts Chromium without {@link #network}, which takes memory and time.
	 * @return the browser
	 */
	public static Browser startToMeasure() {
		return new Browser(() -> Chromium.start(false));
	}

	/**
	 * Whether Chromium and its driver are on the PATH.
	 * @return whether {@link #start} can start it
	 */
	public static boolean isInstalled() {
		return Chromium.isInstalled();
	}

	/** Starts over, without what a test has added to every page. */
	public void restart() {
		this.driver.quit();
		this.driver = this.start.get();
	}

	/**
	 * Opens the page on the screen of a projector, dark, and waits for its first request.
	 * @param url the page's address
	 */
	public void open(String url) {
		screen(1280, 720, "dark");
		openHere(url);
	}

	/**
	 * Opens the page on the screen that is set.
	 * @param url the page's address
	 */
	public void openHere(String url) {
		this.driver.get("about:blank");
		logs(LogType.BROWSER);
		logs(LogType.PERFORMANCE);
		this.driver.get(url);
		until("the first answer", "return document.getElementById('verdict').dataset.kind !== 'none'");
	}

	/**
	 * Sets the screen.
	 * @param width its width in pixels
	 * @param height its height in pixels
	 * @param colors {@code dark} or {@code light}
	 * @param features what else the reader's system prefers, as {@code name=value}
	 */
	public void screen(int width, int height, String colors, String... features) {
		command("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
		List<Map<String, String>> media = Stream
			.concat(Stream.of("prefers-color-scheme=" + colors), Stream.of(features))
			.map((feature) -> feature.split("="))
			.map((feature) -> Map.of("name", feature[0], "value", feature[1]))
			.toList();
		command("Emulation.setEmulatedMedia", Map.of("features", media));
	}

	/**
	 * Runs a command of Chromium's DevTools protocol.
	 * @param name its name
	 * @param parameters its parameters
	 * @return its result
	 */
	public Map<String, Object> command(String name, Map<String, Object> parameters) {
		return this.driver.executeCdpCommand(name, parameters);
	}

	/**
	 * Runs a script.
	 * @param script the body of a function
	 * @param arguments its arguments
	 * @return what it returns, or an empty text for nothing
	 */
	public Object run(String script, Object... arguments) {
		Object result = this.driver.executeScript(script, arguments);
		return (result != null) ? result : "";
	}

	/**
	 * Runs a script that calls its last argument with its result.
	 * @param script the body of a function
	 * @param arguments its other arguments
	 * @return the result, or an empty text for nothing
	 */
	public Object runAsync(String script, Object... arguments) {
		this.driver.manage().timeouts().scriptTimeout(PATIENCE);
		Object result = this.driver.executeAsyncScript(script, arguments);
		return (result != null) ? result : "";
	}

	/**
	 * Waits until a script returns true.
	 * @param what what it waits for, for the failure
	 * @param script the body of a function
	 * @param arguments its arguments
	 */
	public void until(String what, String script, Object... arguments) {
		new WebDriverWait(this.driver, PATIENCE, INTERVAL).withMessage(() -> what + "; the page shows " + text("body"))
			.until((driver) -> Boolean.TRUE.equals(this.driver.executeScript(script, arguments)));
	}

	/**
	 * Waits until an element has a text.
	 * @param selector the CSS selector of the element
	 * @param text a part of its text
	 */
	public void untilText(String selector, String text) {
		until("%s with \"%s\"".formatted(selector, text),
				"return document.querySelector(arguments[0])?.textContent.includes(arguments[1]) ?? false", selector,
				text);
	}

	public String text(String selector) {
		return fresh(() -> this.driver.findElement(By.cssSelector(selector)).getText());
	}

	public List<String> texts(String selector) {
		return fresh(
				() -> this.driver.findElements(By.cssSelector(selector)).stream().map(WebElement::getText).toList());
	}

	/** Reads again if the page drew an element anew between finding and reading it. */
	private <T> T fresh(Supplier<T> read) {
		return new WebDriverWait(this.driver, PATIENCE, INTERVAL).ignoring(StaleElementReferenceException.class)
			.until((driver) -> read.get());
	}

	public int count(String selector) {
		return this.driver.findElements(By.cssSelector(selector)).size();
	}

	public void click(String selector) {
		fresh(() -> {
			this.driver.findElement(By.cssSelector(selector)).click();
			return true;
		});
	}

	public void type(String selector, CharSequence text) {
		this.driver.findElement(By.cssSelector(selector)).sendKeys(text);
	}

	/**
	 * Presses a key while no control has the focus.
	 * @param key the key
	 */
	public void press(CharSequence key) {
		run("document.activeElement.blur()");
		new Actions(this.driver).sendKeys(key).perform();
	}

	/**
	 * Chromium's console since the page was opened: errors, violations of the policy.
	 * @return its lines
	 */
	public List<String> console() {
		return logs(LogType.BROWSER);
	}

	/**
	 * The requests since the page was opened.
	 * @return the events of the network, as JSON
	 */
	public List<String> network() {
		return logs(LogType.PERFORMANCE).stream()
			.filter((event) -> event.contains("Network.requestWillBeSent\""))
			.toList();
	}

	private List<String> logs(String type) {
		Logs logs = this.driver.manage().logs();
		return !logs.getAvailableLogTypes().contains(type) ? List.of()
				: logs.get(type).getAll().stream().map(LogEntry::getMessage).toList();
	}

	/**
	 * Keeps a screenshot as a result of the build.
	 * @param name its name
	 * @throws IOException if it can't be written
	 */
	public void shoot(String name) throws IOException {
		Picture.keep(name, this.driver.getScreenshotAs(OutputType.BYTES));
	}

	/**
	 * Keeps a screenshot, with {@code -Dtrio.images.keep=true} in {@code docs/images}.
	 * @param name its name
	 * @throws IOException if it can't be written
	 */
	public void shootForDocs(String name) throws IOException {
		Picture.keepForDocs(name, this.driver.getScreenshotAs(OutputType.BYTES));
	}

	@Override
	public void close() {
		this.driver.quit();
	}

}
