package org.meshtrio.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.meshtrio.course.Labs;
import org.meshtrio.course.run.Lab;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okForContentType;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.temporaryRedirect;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class CommandLineTest {

	private static final String TRACE = "463ac35c9f6413ad48485a3953bb6124";

	@RegisterExtension
	private final WireMockExtension server = WireMockExtension.newInstance()
		.options(wireMockConfig().dynamicPort())
		.build();

	private final StringWriter out = new StringWriter();

	private final StringWriter err = new StringWriter();

	@ParameterizedTest
	@CsvSource({ "--help, Commands:", "up --help, --port-offset=N", "trace --help, 'could not tell: no answer'",
			"deploy --help, --delete", "send --help, 'every request got a response'", "lab --help, Commands:",
			"lab run --help, --pause", "lab clean --help, --all", "doctor --help, 'could not tell: no cluster'",
			"completion --help, 'source <(./trio completion)'", "--version, trio ", "completion, _complete_trio" })
	void prints(String arguments, String text) {
		assertThat(execute(arguments.split(" "))).isZero();
		assertThat(this.out.toString()).contains(text);
		assertThat(this.err.toString()).isEmpty();
	}

	@Test
	void helpFitsATerminal() {
		execute("--help");
		execute("up", "--help");
		execute("trace", "--help");
		execute("deploy", "--help");
		execute("doctor", "--help");
		execute("check", "--help");
		execute("send", "--help");
		execute("lab", "--help");
		execute("lab", "run", "--help");
		assertThat(this.out.toString().lines()).allMatch((line) -> line.length() <= 80);
	}

	@Test
	void noLineOfAFooterIsTooLongForATerminal() {
		CommandLine trio = Trio.commandLine(new PrintWriter(this.out), new PrintWriter(this.err));
		Stream.concat(Stream.of(trio), trio.getSubcommands().values().stream()).forEach((command) -> {
			List<String> help = command.getUsageMessage(CommandLine.Help.Ansi.OFF).lines().toList();
			for (String line : command.getCommandSpec().usageMessage().footer()) {
				assertThat(help).contains(String.format(line));
			}
		});
	}

	@ParameterizedTest
	@MethodSource
	void refuses(String message, String[] arguments) {
		assertThat(execute(arguments)).isEqualTo(2);
		assertThat(this.err.toString().lines()).hasSizeLessThanOrEqualTo(2).first().isEqualTo("trio: " + message);
		assertThat(this.out.toString()).isEmpty();
	}

	static Stream<Arguments> refuses() {
		return Stream.of(arguments("Unmatched argument at index 0: 'tarce'", line("tarce")),
				arguments("-H takes 'NAME: VALUE', not 'x'", line("trace", "-H", "x")),
				arguments("-H takes 'NAME: VALUE', not ': x'", line("trace", "-H", ": x")),
				arguments("The request cannot be sent: restricted header name: \"connection\"",
						line("trace", "-H", "Connection: close")),
				arguments("The request cannot be sent: invalid header value: \"a\uFFFDb\"",
						line("trace", "-H", "x: a\nb")),
				arguments("Name a URL of the service, such as http://localhost:9090/cart", line("check")),
				arguments("There is no rule 'x'; --list prints the rules", line("check", "localhost", "--rule", "x")),
				arguments("--fail-on takes must, should or info, not 'x'",
						line("check", "localhost", "--fail-on", "x")),
				arguments("--every and --metrics need each other", line("check", "localhost", "--every", "1s")),
				arguments("--capture takes a port from 0 to 65535", line("check", "localhost", "--capture", "70000")),
				arguments("--answer and --forward-to exclude each other",
						line("check", "localhost", "--answer", "x", "--forward-to", "localhost")),
				arguments("The file no.json of --answer can't be read",
						line("check", "localhost", "--answer", "no.json")),
				arguments("-n takes a number from 1 to 1000000", line("send", "-n", "0")),
				arguments("-c takes a number from 1 to 200", line("send", "-c", "1000")),
				arguments("--context requires --mesh", line("send", "--context", "x")),
				arguments("The request cannot be sent: restricted header name: \"connection\"",
						line("send", "-H", "Connection: close")),
				arguments("a URL must not have a user name or password: if a service needs one, send it with -H"
						+ " 'Authorization: VALUE'", line("trace", "http://me:secret@localhost/")),
				arguments("a URL must not have a user name or password: if a service needs one, send it with -H"
						+ " 'Authorization: VALUE'", line("trace", "--store", "me:secret@store:80 80")),
				arguments("--for takes more than 0 and at most 3600 seconds, as in 30, 90s, or 5m",
						line("send", "--for", "2h")),
				arguments("--rate takes more than 0 and at most 10000 requests per second",
						line("send", "--rate", "NaN")),
				arguments("Missing required parameter: 'NAME'", line("lab", "run")),
				arguments("'ftp://x' is not an http or https URL", line("trace", "ftp://x")),
				arguments("'a b' is not an http or https URL", line("trace", "a b")),
				arguments("'http://' is not an http or https URL", line("trace", "--store", "http://")),
				arguments("--wait takes more than 0 and at most 3600 seconds, as in 30, 90s, or 5m",
						line("trace", "--wait", "0")),
				arguments("--timeout takes more than 0 and at most 3600 seconds, as in 30, 90s, or 5m",
						line("trace", "--timeout", "NaN")),
				arguments("Invalid value for option '--port-offset': 'x' is not an int",
						line("up", "--port-offset", "x")),
				arguments("--bind takes an address of this machine, such as 127.0.0.1 or 0.0.0.0, not '192.0.2.1'",
						line("up", "--bind", "192.0.2.1")),
				arguments("--bind takes an address of this machine, such as 127.0.0.1 or 0.0.0.0, not 'no.invalid'",
						line("up", "--bind", "no.invalid")),
				arguments("--timeout takes more than 0 and at most 3600 seconds, as in 30, 90s, or 5m",
						line("up", "--timeout", "0")),
				arguments("Invalid value for option '--spans': expected one of [on, off] (case-sensitive) but was 'no'",
						line("up", "--spans", "no")),
				arguments("--namespace takes up to 63 of a-z, 0-9 and -, not 'a_b'",
						line("deploy", "--namespace", "a_b")),
				arguments("--image-registry takes a name such as registry.example.com/team, not 'https://x'",
						line("deploy", "--image-registry", "https://x")),
				arguments("--image-registry takes a name such as registry.example.com/team, not '***@x'",
						line("deploy", "--image-registry", "me:secret@x")),
				arguments("--image-tag takes a tag such as 1.2.0, not '-x'", line("deploy", "--image-tag", "-x")),
				arguments("--timeout takes more than 0 and at most 3600 seconds, as in 30, 90s, or 5m",
						line("deploy", "--timeout", "0")));
	}

	@Test
	void traceSendsTheHeadersAndJudges() {
		this.server.stubFor(get("/").willReturn(okJson("""
				{"schema": 2, "service": "service0", "version": "v1", "status": 200, "message": "",
				"received": {"method": "GET", "path": "/", "headers": {}}, "traceId": "%s",
				"spanId": "0000000000000002", "sampled": true, "durationMillis": 1, "calls": []}""".formatted(TRACE))));
		this.server.stubFor(get("/api/v2/services").willReturn(okJson("[]")));
		this.server.stubFor(get("/api/v2/trace/" + TRACE).willReturn(okJson("""
				[{"traceId": "%s", "id": "2", "parentId": "1", "kind": "SERVER",
				"localEndpoint": {"serviceName": "service0"}}]""".formatted(TRACE))));
		String server = "localhost:" + this.server.getPort();
		int exitCode = execute("trace", server, "--store", server, "-H", "X-B3-TraceId: " + TRACE, "-H",
				"x-b3-spanid:0000000000000001", "-H", "Host: trio.example.com", "--forward", "off");
		assertThat(this.out.toString()).startsWith("GET http://" + server + "\n")
			.containsPattern("\nJoined: service0 is in trace " + TRACE + "[^\n]* 1 span [^\n]*\n$");
		assertThat(exitCode).isZero();
		this.server.verify(getRequestedFor(urlEqualTo("/")).withHeader("x-b3-traceid", equalTo(TRACE))
			.withHeader("x-b3-spanid", equalTo("0000000000000001"))
			.withHeader("host", equalTo("trio.example.com"))
			.withHeader("trio-forward", equalTo("off")));
	}

	@Test
	void aBreakThatTheHopsShowNeedsNoStore() throws IOException {
		this.server.stubFor(get("/").willReturn(okJson("""
				{"schema": 2, "service": "service0", "version": "v1", "status": 200, "message": "",
				"received": {"method": "GET", "path": "/", "headers": {}}, "traceId": "%s",
				"spanId": "0000000000000002", "sampled": true, "durationMillis": 1, "calls": []}""".formatted(TRACE))));
		String[] trace = { "trace", "localhost:" + this.server.getPort(), "--store", "http://localhost:" + unusedPort(),
				"-H", "b3: 0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-1" };
		assertThat(execute(trace)).isEqualTo(1);
		assertThat(this.out.toString()).containsPattern("\nBroken between the caller and service0: [^\n]*\n$");
		this.out.getBuffer().setLength(0);
		String[] json = Arrays.copyOf(trace, trace.length + 1);
		json[trace.length] = "--json";
		assertThat(execute(json)).isEqualTo(1);
		JsonNode report = JsonMapper.shared().readTree(this.out.toString());
		assertThat(report.at("/kind").asString()).isEqualTo("broken");
		assertThat(report.at("/breaks")).hasSize(1);
		assertThat(report.at("/breaks/0/kind").asString()).isEqualTo("removed-by-proxy");
		assertThat(report.at("/breaks/0/from").asString()).isEqualTo("the caller");
		assertThat(report.at("/breaks/0/to").asString()).isEqualTo("service0");
		assertThat(report.at("/breaks/0/sent/0/name").asString()).isEqualTo("b3");
		assertThat(report.at("/sentence").asString()).contains(report.at("/breaks/0/reason").asString());
	}

	@Test
	void traceCannotTellWithoutAnAnswer() throws IOException {
		String url = "http://localhost:" + unusedPort() + "/";
		assertThat(execute("trace", url)).isEqualTo(2);
		assertThat(this.out).hasToString("Could not tell: " + url
				+ " gave no answer: nothing listens there (connection refused); start a chain with ./trio up, or name the"
				+ " URL of a running one.\n");
	}

	@Test
	void traceCannotTellFromAnotherAnswer() {
		this.server.stubFor(get("/page").willReturn(okForContentType("text/html", "<html>")));
		String url = "http://127.0.0.1:" + this.server.getPort() + "/page";
		assertThat(execute("trace", "--json", url)).isEqualTo(2);
		assertThat(this.out.toString()).isEqualToIgnoringWhitespace("""
				{"schemaVersion": 3, "verdict": "unknown", "kind": "no-answer", "sentence":
				"Could not tell: %s answered 200 text/html, which isn't an answer of the trio: <html>.",
				"failure": null, "hops": null, "breaks": [], "spanFault": null, "spanGaps": null,
				"spans": []}""".formatted(url));
	}

	@Test
	void traceSaysWhichServiceBeganAFailureWhateverTheTrace() throws IOException {
		this.server.stubFor(get("/").willReturn(okJson("""
				{"schema": 2, "service": "service0", "version": "v1", "status": 502, "message": "",
				"received": {"method": "GET", "path": "/", "headers": {}}, "traceId": "%s",
				"spanId": "0000000000000002", "sampled": true, "durationMillis": 1,
				"calls": [{"url": "http://service1/", "requestHeaders": {}, "responseHeaders": {}, "durationMillis": 1,
				"error": "http://service1/ refused the connection"}]}""".formatted(TRACE)).withStatus(502)));
		String store = "http://localhost:" + unusedPort();
		String failed = "Failed: service0 answered 502, because its call failed (http://service1/ refused the"
				+ " connection).";
		assertThat(execute("trace", "localhost:" + this.server.getPort(), "--store", store)).isEqualTo(2);
		assertThat(this.out.toString()).contains("\nCould not tell: service0 is in trace ")
			.endsWith("\n" + failed + "\n");
		this.out.getBuffer().setLength(0);
		assertThat(execute("trace", "--json", "localhost:" + this.server.getPort(), "--store", store)).isEqualTo(2);
		JsonNode failure = JsonMapper.shared().readTree(this.out.toString()).path("failure");
		assertThat(failure).isEqualTo(JsonMapper.shared().readTree("""
				{"began": "service0", "status": 502, "called": {"url": "http://service1/", "status": null,
				"error": "http://service1/ refused the connection"}, "passedOn": []}"""));
	}

	@Test
	void sendCounts() throws IOException {
		this.server.stubFor(get("/").willReturn(okJson("""
				{"schema": 2, "service": "service0", "version": "v1", "pod": "p", "status": 200, "message": "",
				"received": {"method": "GET", "path": "/", "headers": {}}, "durationMillis": 1, "calls": []}""")));
		String url = "http://localhost:" + this.server.getPort() + "/";
		assertThat(execute("send", url, "-n", "20", "-c", "3", "-H", "end-user: jason")).isZero();
		assertThat(this.out.toString()).startsWith("GET " + url + ": 20 requests in ")
			.contains(" s, 3 at a time\nstatus    200 ", "\nservice0  v1   p     20  100 %  █");
		this.server.verify(20, getRequestedFor(urlEqualTo("/")).withHeader("end-user", equalTo("jason")));
		assertThat(execute("send", "http://localhost:" + unusedPort(), "-n", "2", "--json")).isEqualTo(1);
		assertThat(this.out.toString()).contains("\"what\" : \"status\"", "\"key\" : \"none\"",
				"\"detail\" : \"nothing listens there (connection refused)\"", "\"count\" : 2");
	}

	@ParameterizedTest
	@CsvSource({ "--rate 10 -n 6, 6, 0.5, 10", "--for 0.6s --rate 10, 6, 0.5, 10", "--for 300ms -c 1, , 0.3, 10",
			"--for 5m -n 2, 2, 0, 10" })
	void sendKeepsToTimeAndRate(String options, @Nullable Integer count, double atLeast, double atMost) {
		this.server.stubFor(get("/").willReturn(okJson("""
				{"schema": 2, "service": "service0", "version": "v1", "status": 200, "message": "",
				"received": {"method": "GET", "path": "/", "headers": {}}, "durationMillis": 1, "calls": []}""")));
		assertThat(execute(("send --json " + this.server.baseUrl() + " " + options).split(" "))).isZero();
		JsonNode sent = JsonMapper.shared().readTree(this.out.toString());
		assertThat(sent.path("seconds").asDouble()).isBetween(atLeast, atMost);
		int counted = sent.at("/counts/0/count").asInt();
		assertThat(counted).isEqualTo(this.server.findAll(getRequestedFor(urlEqualTo("/"))).size()).isPositive();
		if (count != null) {
			assertThat(counted).isEqualTo(count);
		}
	}

	@Test
	void sendShowsItsProgressInATerminal() {
		this.server.stubFor(get("/").willReturn(okJson("{}").withFixedDelay(700)));
		System.setProperty("trio.terminal", "true");
		try {
			assertThat(execute("send", this.server.baseUrl(), "-n", "1")).isZero();
		}
		finally {
			System.clearProperty("trio.terminal");
		}
		assertThat(this.err).hasToString("\r\u001B[2K0 of 1 requests in 1 s, 0 without a response\r\u001B[2K");
		assertThat(this.out.toString()).contains(": 1 request in ");
		this.err.getBuffer().setLength(0);
		assertThat(execute("send", this.server.baseUrl(), "-n", "1")).isZero();
		assertThat(this.err.toString()).isEmpty();
	}

	@Test
	void warnsAboutAFaultOfAServiceThatIsNotInTheChain() {
		this.server.stubFor(get("/").willReturn(okJson("""
				{"schema": 2, "service": "service0", "version": "v1", "status": 200, "message": "",
				"received": {"method": "GET", "path": "/", "headers": {}}, "durationMillis": 1, "calls": []}""")));
		String[] fault = { this.server.baseUrl() + "/", "-H",
				"Trio-Fault: servce2=503, service0=delay 1ms, service9=500;attempt<3" };
		execute("trace", "--json", fault[0], fault[1], fault[2]);
		String warning = "trio: trio-fault names servce2 and service9, but the request only"
				+ " went through service0\n";
		assertThat(this.err).hasToString(warning);
		assertThat(JsonMapper.shared().readTree(this.out.toString()).path("verdict").asString()).isEqualTo("unknown");
		this.err.getBuffer().setLength(0);
		execute("send", "-n", "3", fault[0], fault[1], fault[2]);
		assertThat(this.err).hasToString(warning);
		this.err.getBuffer().setLength(0);
		execute("trace", fault[0], "-H", "trio-fault: service0=delay 1ms");
		assertThat(this.err.toString()).isEmpty();
	}

	@Test
	void aRefusedHeaderIsReportedWithItsExample() {
		String detail = "The header trio-fault takes " + "x ".repeat(100) + "for example service2=503;attempt<3";
		this.server.stubFor(get("/").willReturn(
				okForContentType("application/problem+json", "{\"status\": 400, \"detail\": \"" + detail + ".\"}")
					.withStatus(400)));
		String url = this.server.baseUrl() + "/";
		assertThat(execute("trace", url, "-H", "trio-fault: x")).isEqualTo(2);
		assertThat(this.out).hasToString("Could not tell: " + url + " answered 400: " + detail + ".\n");
	}

	@Test
	void aPasswordInARedirectIsNotShown() {
		this.server.stubFor(get("/").willReturn(temporaryRedirect("http://me:secret@other/x")));
		execute("trace", this.server.baseUrl());
		assertThat(this.out.toString()).contains(" redirects to http://other/x: ").doesNotContain("secret");
	}

	@Test
	void anErrorResponseIsNoReasonToStartAChain() {
		execute("trace", "http://localhost:" + this.server.getPort() + "/");
		assertThat(this.out.toString()).contains(" answered 404").doesNotContain("./trio up");
	}

	@Test
	void sendSaysWhatToDoIfNothingListens() throws IOException {
		String url = "http://127.0.0.1:" + unusedPort() + "/";
		assertThat(execute("send", "-n", "2", url)).isEqualTo(1);
		assertThat(this.err).hasToString("trio: nothing listens at " + url
				+ "; start a chain with ./trio up, or name the URL of a running one\n");
	}

	@ParameterizedTest
	@CsvSource({ "'', Usage: trio ", "lab, Usage: trio lab " })
	void withoutACommandItPrintsTheHelp(String arguments, String text) {
		assertThat(execute(arguments.isEmpty() ? new String[0] : arguments.split(" "))).isZero();
		assertThat(this.out.toString()).startsWith(text).contains("Examples:");
		assertThat(this.err.toString()).isEmpty();
	}

	@Test
	void completionKnowsTheLabs() {
		execute("completion");
		for (Lab lab : Labs.all()) {
			assertThat(this.out.toString()).contains('"' + lab.name() + '"');
		}
	}

	@Test
	void doctorCannotTellWithoutACluster() {
		assertThat(execute("doctor", "--json", "--context", "no-such-context")).isEqualTo(2);
		assertThat(this.out.toString()).contains("\"verdict\" : \"unknown\"", "\"sentence\" : \"Could not tell: ");
	}

	@Test
	void upSaysThatNothingIsBuilt(@TempDir Path empty) {
		System.setProperty("trio.home", empty.toString());
		try {
			assertThat(execute("up")).isEqualTo(1);
			assertThat(this.err).hasToString(
					"trio: No service is built in " + empty + ": build them with ./mvnw -DskipTests package.\n");
		}
		finally {
			System.clearProperty("trio.home");
		}
	}

	@Test
	void aPortThatDoesNotExistIsAWrongCommandLine(@TempDir Path home) throws IOException {
		Path target = Files.createDirectories(home.resolve("service0/target"));
		Path resources = Files.createDirectories(home.resolve("service0/src/main/resources"));
		Path zipkin = Files.createDirectories(home.resolve("tools/cli/target/zipkin"));
		Files.createFile(target.resolve("service0.jar"));
		Files.createFile(zipkin.resolve("zipkin.jar"));
		Files.writeString(resources.resolve("application.yaml"),
				"spring.application.name: service0\nserver.port: 8080\n");
		System.setProperty("trio.home", home.toString());
		try {
			assertThat(execute("up", "--port-offset", "70000")).isEqualTo(2);
			assertThat(this.err.toString())
				.startsWith("trio: --port-offset 70000 gives Zipkin the port 79411, and ports go from 1 to 65535\n");
		}
		finally {
			System.clearProperty("trio.home");
		}
	}

	private static String[] line(String... arguments) {
		return arguments;
	}

	private static int unusedPort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	private int execute(String... arguments) {
		return Trio.commandLine(new PrintWriter(this.out, true), new PrintWriter(this.err, true)).execute(arguments);
	}

}
