package org.meshtrio.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.stream.Stream;

import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * Debian's Chromium with the page in it. Nothing downloads a browser: if there is none,
 * the tests fail and name the packages.
 */
final class Browser implements AutoCloseable {

	/** The screenshots are a result of the build. */
	private static final Path SHOTS = Path.of("target", "screenshots");

	/** Ten thousand requests take a minute. */
	private static final Duration PATIENCE = Duration.ofSeconds(100);

	private ChromeDriver driver;

	private Browser(ChromeDriver driver) {
		this.driver = driver;
	}

	static Browser start() {
		return new Browser(driver());
	}

	/** Starts over, without what a test has added to every page. */
	void restart() {
		this.driver.quit();
		this.driver = driver();
	}

	private static ChromeDriver driver() {
		ChromeOptions options = new ChromeOptions();
		options.setBinary(program("chromium").toFile());
		options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
				"--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
				"--disable-sync", "--hide-scrollbars", "--enable-precise-memory-info", "--js-flags=--expose-gc");
		LoggingPreferences logs = new LoggingPreferences();
		logs.enable(LogType.BROWSER, Level.ALL);
		logs.enable(LogType.PERFORMANCE, Level.ALL);
		options.setCapability("goog:loggingPrefs", logs);
		ChromeDriverService service = new ChromeDriverService.Builder()
			.usingDriverExecutable(program("chromedriver").toFile())
			.build();
		return new ChromeDriver(service, options);
	}

	private static Path program(String name) {
		return Stream.of(System.getenv("PATH").split(":"))
			.map((folder) -> Path.of(folder, name))
			.filter(Files::isExecutable)
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("There is no " + name
					+ " on the PATH: install Debian's packages chromium and chromium-driver, or leave out -Ppage"));
	}

	/**
	 * Opens the page on the screen of a projector, dark, and waits for its first request.
	 */
	void open(String url) {
		screen(1280, 720, "dark");
		openHere(url);
	}

	/** Opens the page on the screen that is set. */
	void openHere(String url) {
		this.driver.get("about:blank");
		logs(LogType.BROWSER);
		logs(LogType.PERFORMANCE);
		this.driver.get(url);
		until("the first answer", "return document.getElementById('verdict').dataset.kind !== 'none'");
	}

	void screen(int width, int height, String colors, String... features) {
		command("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
		List<Map<String, String>> media = Stream
			.concat(Stream.of("prefers-color-scheme=" + colors), Stream.of(features))
			.map((feature) -> feature.split("="))
			.map((feature) -> Map.of("name", feature[0], "value", feature[1]))
			.toList();
		command("Emulation.setEmulatedMedia", Map.of("features", media));
	}

	void command(String name, Map<String, Object> parameters) {
		this.driver.executeCdpCommand(name, parameters);
	}

	Object run(String script, Object... arguments) {
		Object result = this.driver.executeScript(script, arguments);
		return (result != null) ? result : "";
	}

	/** Runs a script that calls back with its result. */
	Object runAsync(String script, Object... arguments) {
		this.driver.manage().timeouts().scriptTimeout(PATIENCE);
		Object result = this.driver.executeAsyncScript(script, arguments);
		return (result != null) ? result : "";
	}

	/** Waits until a script returns true. */
	void until(String what, String script, Object... arguments) {
		new WebDriverWait(this.driver, PATIENCE, Duration.ofMillis(50))
			.withMessage(() -> what + "; the page shows " + text("body"))
			.until((driver) -> Boolean.TRUE.equals(this.driver.executeScript(script, arguments)));
	}

	void untilText(String selector, String text) {
		until("%s with \"%s\"".formatted(selector, text),
				"return document.querySelector(arguments[0])?.textContent.includes(arguments[1]) ?? false", selector,
				text);
	}

	String text(String selector) {
		return fresh(() -> this.driver.findElement(By.cssSelector(selector)).getText());
	}

	List<String> texts(String selector) {
		return fresh(
				() -> this.driver.findElements(By.cssSelector(selector)).stream().map(WebElement::getText).toList());
	}

	/** Reads again if the page drew an element anew between finding and reading it. */
	private <T> T fresh(Supplier<T> read) {
		return new WebDriverWait(this.driver, PATIENCE, Duration.ofMillis(50))
			.ignoring(StaleElementReferenceException.class)
			.until((driver) -> read.get());
	}

	int count(String selector) {
		return this.driver.findElements(By.cssSelector(selector)).size();
	}

	void click(String selector) {
		fresh(() -> {
			this.driver.findElement(By.cssSelector(selector)).click();
			return true;
		});
	}

	void type(String selector, CharSequence text) {
		this.driver.findElement(By.cssSelector(selector)).sendKeys(text);
	}

	/** Presses a key while no control has the focus. */
	void press(CharSequence key) {
		run("document.activeElement.blur()");
		new Actions(this.driver).sendKeys(key).perform();
	}

	/**
	 * What Chromium's console has since the page was opened: errors and violations of the
	 * policy.
	 */
	List<String> console() {
		return logs(LogType.BROWSER);
	}

	/** The events of the network since the page was opened, as JSON. */
	List<String> network() {
		return logs(LogType.PERFORMANCE).stream()
			.filter((event) -> event.contains("Network.requestWillBeSent\""))
			.toList();
	}

	private List<String> logs(String type) {
		return this.driver.manage().logs().get(type).getAll().stream().map(LogEntry::getMessage).toList();
	}

	/** Keeps a picture of the screen. */
	void shoot(String name) throws IOException {
		Files.createDirectories(SHOTS);
		Files.write(SHOTS.resolve(name + ".png"), this.driver.getScreenshotAs(OutputType.BYTES));
	}

	@Override
	public void close() {
		this.driver.quit();
	}

}
