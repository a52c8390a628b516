package org.meshtrio.languages;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@code ./trio check} says about a service.
 *
 * @param exitCode its exit code
 * @param output what it printed, on both streams
 */
record Check(int exitCode, String output) {

	static final Path HOME = Path.of(System.getProperty("trio.home"));

	private static final long MOST_MINUTES = 5;

	/** Checks a service whose calls come to the capture as the next service. */
	static Check of(Cart cart, String... options) throws IOException, InterruptedException {
		int capture = unusedPort();
		try (Cart.RunningCart running = cart.start(unusedPort(), "http://127.0.0.1:" + capture, Map.of())) {
			return run(running.port(), capture, options);
		}
	}

	/** Runs the command line as a user does. */
	static Check run(int port, int capture, String... options) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(List.of(HOME.resolve("trio").toString(), "check",
				"http://127.0.0.1:" + port + "/cart", "--capture", String.valueOf(capture)));
		command.addAll(Arrays.asList(options));
		return run(new ProcessBuilder(command));
	}

	static Check run(ProcessBuilder builder) throws IOException, InterruptedException {
		Path output = Files.createTempFile(Path.of("target"), "check-", ".txt");
		// Maven is just building.
		builder.environment().put("TRIO_BUILD", "never");
		Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
		boolean ended = process.waitFor(MOST_MINUTES, TimeUnit.MINUTES);
		process.destroyForcibly();
		String text = Files.readString(output);
		assertThat(ended).as("%s ended:%n%s", builder.command(), text).isTrue();
		Files.delete(output);
		return new Check(process.exitValue(), text);
	}

	static int unusedPort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	/** The output of {@code --json}. */
	JsonNode json() {
		return JsonMapper.shared().readTree(this.output.substring(this.output.indexOf('{')));
	}

	/**
	 * The verdicts of {@code --json}.
	 * @return such as {@code failed}, by the id of the rule, in order
	 */
	Map<String, String> verdicts() {
		return json().get("rules")
			.valueStream()
			.collect(Collectors.toMap((rule) -> rule.get("id").asString(), (rule) -> rule.get("verdict").asString(),
					(one, other) -> one, LinkedHashMap::new));
	}

}
