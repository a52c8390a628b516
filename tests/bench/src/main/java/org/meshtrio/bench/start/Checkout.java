package org.meshtrio.bench.start;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.meshtrio.bench.JavaProcess;

import org.springframework.util.FileSystemUtils;

/**
 * A built checkout, whose {@code ./trio} is timed.
 *
 * @param name its name in the table
 * @param home its folder
 * @param java the JDK that runs it
 */
public record Checkout(String name, Path home, Path java) {

	/** Lets it run next to a chain that is already up. */
	private static final int PORT_OFFSET = 10_700;

	/** Ports and paths of what must be ready, and then the trace store's. */
	private static final List<String> READY = List.of("8082/readyz", "8081/readyz", "8080/readyz", "9411/health");

	private static final List<String> SERVICES = List.of("service0", "service1", "service2");

	/** What the script needs to print its help. */
	private static final List<String> UNBUILT = List.of("trio", "pom.xml", "tools/cli/help",
			"tools/cli/src/main/java/org/meshtrio/cli/Launcher.java");

	private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	/**
	 * Times a command, from the call of the script to its end.
	 * @param arguments the command
	 * @return seconds
	 */
	double command(String... arguments) throws IOException, InterruptedException {
		return command(this.home, arguments);
	}

	/**
	 * Times {@code ./trio --help} where nothing was built or compiled before.
	 * @return seconds
	 */
	double helpWithoutBuild() throws IOException, InterruptedException {
		Path copy = Files.createTempDirectory("trio-bench");
		try {
			for (String file : UNBUILT) {
				Path to = copy.resolve(file);
				Files.createDirectories(to.getParent());
				FileSystemUtils.copyRecursively(this.home.resolve(file), to);
			}
			return command(copy, "--help");
		}
		finally {
			FileSystemUtils.deleteRecursively(copy);
		}
	}

	/**
	 * The image of the service that calls no other.
	 * @return its path, which need not exist
	 */
	Path image() {
		return this.home.resolve("service2/target/jib-image.tar");
	}

	private double command(Path folder, String... arguments) throws IOException, InterruptedException {
		long begin = System.nanoTime();
		Process process = new ProcessBuilder(trio(folder, arguments)).redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		if (process.waitFor() != 0) {
			throw new IllegalStateException("%s: ./trio %s ended with exit code %d".formatted(this.name,
					String.join(" ", arguments), process.exitValue()));
		}
		return seconds(begin);
	}

	/**
	 * Starts {@code ./trio up}, sends a request when everything is ready, and waits until
	 * the trace store has the spans of all services.
	 * @return the times
	 */
	Up up() throws IOException, InterruptedException {
		long begin = System.nanoTime();
		try (JavaProcess up = startUp()) {
			double ready = seconds(begin);
			String trace = UUID.randomUUID().toString().replace("-", "");
			get(url("8080/"), "b3", trace + "-0020000000000001-1");
			while (!isJoined(get(url("9411/api/v2/trace/" + trace), "accept", "application/json"))) {
				if (seconds(begin) > 120) {
					throw new IllegalStateException(
							"%s: trace %s isn't complete. Last output:%n%s".formatted(this.name, trace, up.tail()));
				}
				Thread.sleep(20);
			}
			return new Up(ready, seconds(begin), up.childMegabytes());
		}
	}

	/**
	 * Starts {@code ./trio up}, and stops it when everything is ready.
	 * @return seconds from the command to the last program's readiness
	 */
	public double secondsToReady() {
		long begin = System.nanoTime();
		JavaProcess up = startUp();
		double ready = seconds(begin);
		up.close();
		return ready;
	}

	/** Returns when everything is ready. */
	private JavaProcess startUp() {
		JavaProcess up = JavaProcess.start(this.name + ": ./trio up",
				trio(this.home, "up", "--port-offset", "" + PORT_OFFSET));
		try {
			READY.forEach((ready) -> up.awaitReady(url(ready)));
			return up;
		}
		catch (RuntimeException ex) {
			up.close();
			throw ex;
		}
	}

	private List<String> trio(Path folder, String... arguments) {
		List<String> command = new ArrayList<>(
				List.of("env", "JAVA_HOME=" + this.java, folder.resolve("trio").toString()));
		command.addAll(List.of(arguments));
		return command;
	}

	private static URI url(String portAndPath) {
		int slash = portAndPath.indexOf('/');
		int port = Integer.parseInt(portAndPath.substring(0, slash)) + PORT_OFFSET;
		return URI.create("http://localhost:" + port + portAndPath.substring(slash));
	}

	private static String get(URI url, String header, String value) throws IOException, InterruptedException {
		return CLIENT
			.send(HttpRequest.newBuilder(url).header(header, value).build(), HttpResponse.BodyHandlers.ofString())
			.body();
	}

	private static boolean isJoined(String spans) {
		return SERVICES.stream().allMatch((service) -> spans.contains("\"serviceName\":\"" + service + "\""));
	}

	private static double seconds(long begin) {
		return (System.nanoTime() - begin) / 1_000_000_000.0;
	}

	/**
	 * One start of {@code ./trio up}.
	 *
	 * @param ready seconds until all are ready
	 * @param traced seconds until the first trace is in the store
	 * @param megabytes resident memory of its programs
	 */
	record Up(double ready, double traced, double megabytes) {

	}

}
