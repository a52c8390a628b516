package org.meshtrio.page.browser;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;

import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * Debian's Chromium, without a window. Nothing downloads a browser: if there is none, the
 * start fails and names the packages.
 */
final class Chromium {

	private static final String PROGRAM = "chromium";

	private static final String DRIVER = "chromedriver";

	private Chromium() {
	}

	static boolean isInstalled() {
		return find(PROGRAM).isPresent() && find(DRIVER).isPresent();
	}

	static ChromeDriver start(boolean networkLog, String... more) {
		ChromeOptions options = new ChromeOptions();
		options.setBinary(program(PROGRAM).toFile());
		options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
				"--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
				"--disable-sync", "--hide-scrollbars", "--enable-precise-memory-info", "--js-flags=--expose-gc");
		options.addArguments(more);
		// The tests make their certificates themselves.
		options.setAcceptInsecureCerts(true);
		LoggingPreferences logs = new LoggingPreferences();
		logs.enable(LogType.BROWSER, Level.ALL);
		logs.enable(LogType.PERFORMANCE, networkLog ? Level.ALL : Level.OFF);
		options.setCapability("goog:loggingPrefs", logs);
		ChromeDriverService service = new ChromeDriverService.Builder().usingDriverExecutable(program(DRIVER).toFile())
			.build();
		return new ChromeDriver(service, options);
	}

	private static Path program(String name) {
		return find(name).orElseThrow(() -> new IllegalStateException("There is no " + name
				+ " on the PATH: install Debian's packages chromium and chromium-driver, or leave out -Ppage"));
	}

	private static Optional<Path> find(String name) {
		return Stream.of(System.getenv("PATH").split(":"))
			.map((folder) -> Path.of(folder, name))
			.filter(Files::isExecutable)
			.findFirst();
	}

}
