package org.meshtrio.bench;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** How long {@code ./trio up} takes until all its programs are ready. */
public final class UpTime {

	/** Lets it run next to a chain that is already up. */
	private static final int PORT_OFFSET = 10_700;

	/** Zipkin's port and path, and those of the services. */
	private static final List<String> READY = List.of("9411/health", "8080/readyz", "8081/readyz", "8082/readyz");

	private UpTime() {
	}

	/**
	 * Starts it, waits, and stops it.
	 * @return seconds from the command to the last program's readiness
	 */
	public static double measure() {
		Path launcher = Path.of(System.getProperty("trio.home", "")).toAbsolutePath().resolve("trio");
		long start = System.nanoTime();
		try (JavaProcess up = JavaProcess.start("./trio up",
				List.of(launcher.toString(), "up", "--port-offset", "" + PORT_OFFSET))) {
			for (String ready : READY) {
				int slash = ready.indexOf('/');
				int port = Integer.parseInt(ready.substring(0, slash)) + PORT_OFFSET;
				up.awaitReady(URI.create("http://localhost:" + port + ready.substring(slash)));
			}
			return (System.nanoTime() - start) / 1_000_000_000.0;
		}
	}

}
