package org.meshtrio.languages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The shell lines of docs/rules.md, "In CI", with a real service. */
class CiSnippetIT {

	@TempDir
	private Path checkout;

	/** A step of GitHub is a shell, and what it starts stays until the job ends. */
	@ParameterizedTest
	@CsvSource({ "PYTHON_OTEL, 0", "NODE_PLAIN, 1" })
	void gitHubActions(Cart cart, int exitCode) throws Exception {
		List<String> lines = lines("GitHub Actions:", "    - run: ");
		assertThat(lines).hasSize(2);
		run(cart, lines, exitCode);
		assertThat(this.checkout.resolve("check.sarif")).content().contains("\"$schema\"");
	}

	/** GitLab has one shell for all lines. */
	@ParameterizedTest
	@CsvSource({ "GO_OTEL, 0", "PYTHON_PLAIN, 1" })
	void gitLab(Cart cart, int exitCode) throws Exception {
		List<String> lines = lines("GitLab:", "    - ");
		assertThat(lines).hasSize(4);
		assertThat(lines.get(0)).contains("apt-get install -y git");
		assertThat(lines.get(1)).startsWith("git clone").endsWith(" trio");
		run(cart, List.of(String.join("\n", lines.subList(2, 4))), exitCode);
	}

	private void run(Cart cart, List<String> shells, int exitCode) throws Exception {
		int port = Check.unusedPort();
		int capture = Check.unusedPort();
		Path pid = this.checkout.resolve("pid");
		Path start = this.checkout.resolve("start-my-service");
		Files.writeString(start, script(cart, port, pid));
		assertThat(start.toFile().setExecutable(true)).isTrue();
		Path link = Files.createSymbolicLink(this.checkout.resolve("trio"), Check.HOME);
		try {
			int last = 0;
			for (String shell : shells) {
				ProcessBuilder builder = new ProcessBuilder("sh", "-e", "-c",
						shell.replace(":9090", ":" + port)
							.replace(":9900", ":" + capture)
							.replace(" --wait", " --capture " + capture + " --wait"));
				Check check = Check.run(builder.directory(this.checkout.toFile()));
				last = check.exitCode();
				assertThat(last).as(check.output()).isEqualTo(shell.contains("trio check") ? exitCode : 0);
			}
			assertThat(this.checkout.resolve("check.xml")).content().contains("<testsuite");
		}
		finally {
			Files.delete(link);
			ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
				.ifPresent((service) -> service.destroyForcibly());
		}
	}

	/** The snippet gives ITEMS_URL, as the reader's service has it. */
	private static String script(Cart cart, int port, Path pid) throws IOException, InterruptedException {
		Map<String, String> environment = cart.environment(port, "$ITEMS_URL");
		return Stream
			.of(Stream.of("#!/bin/sh", "echo $$ >" + pid, "cd " + cart.language().ready()),
					environment.entrySet().stream().map((entry) -> "export " + entry.getKey() + "=" + entry.getValue()),
					Stream.of("exec " + String.join(" ", cart.command()) + " >ci.log 2>&1"))
			.flatMap((lines) -> lines)
			.collect(Collectors.joining("\n", "", "\n"));
	}

	private static List<String> lines(String platform, String start) throws IOException {
		List<String> page = Files.readAllLines(Check.HOME.resolve("docs/rules.md"));
		return page.subList(page.indexOf(platform), page.size())
			.stream()
			.skip(3)
			.takeWhile((line) -> !line.equals("```"))
			.filter((line) -> line.startsWith(start))
			.map((line) -> line.substring(start.length()))
			.toList();
	}

}
