package org.meshtrio.bench.peers;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** The commands {@code true} and {@code false} take the place of Go. */
@DisabledOnOs(OS.WINDOWS)
class PeersTest {

	private static final URI SINK = URI.create("http://127.0.0.1:9411/");

	@TempDir
	private Path home;

	@TempDir
	private Path checkout;

	private final StringWriter messages = new StringWriter();

	@BeforeEach
	void makeHome() throws IOException {
		Files.createDirectories(this.home.resolve("tests/bench/go"));
	}

	@Test
	void withoutGoALineSaysWhatIsLeftOut() {
		for (String missing : new String[] { "no-such-go", "false" }) {
			StringWriter line = new StringWriter();
			assertThat(new Peers(this.home, new GoTool(missing)).build(null, new PrintWriter(line))).isEmpty();
			assertThat(line.toString().lines()).containsExactly(
					"Left out 'go', 'fake-service', and 'fake-service-kept': there is no go command, which builds them"
							+ " (https://go.dev/dl/).");
		}
	}

	@Test
	void aNamedFolderIsCopiedWithAnEmptyPageAndStaysAsItIs() throws IOException {
		Files.createFile(this.checkout.resolve("go.mod"));
		Files.createDirectories(this.checkout.resolve(".git"));
		Files.createDirectories(this.checkout.resolve("client"));
		Files.createFile(this.checkout.resolve("client/http.go"));
		assertThat(build("true")).extracting(Peer::name).containsExactly("go", "fake-service", "fake-service-kept");
		Path copy = this.home.resolve("tests/bench/target/peers/fake-service-source");
		assertThat(copy.resolve("client/http.go")).exists();
		assertThat(copy.resolve("ui/build/index.html")).exists();
		assertThat(copy.resolve(".git")).doesNotExist();
		assertThat(this.checkout.resolve("ui")).doesNotExist();
	}

	@Test
	void aFolderWithoutFakeServiceIsNamed() {
		assertThatIllegalStateException().isThrownBy(() -> build("true"))
			.withMessageStartingWith(
					"The peers can't be built: %s has no go.mod, so it isn't a checkout of fake-service."
						.formatted(this.checkout))
			.withMessageContaining("--peers-from DIR");
	}

	@Test
	void aFailedCommandIsNamedWithItsOutput() throws IOException {
		Path go = Files.writeString(this.checkout.resolve("go"), """
				#!/bin/sh
				[ "$1" = version ] && exit
				echo 'dial tcp: no such host'
				exit 1
				""");
		assertThat(go.toFile().setExecutable(true)).isTrue();
		assertThatIllegalStateException().isThrownBy(() -> build(go.toString()))
			.withMessageContaining("go build -o ")
			.withMessageContaining("dial tcp: no such host");
	}

	@Test
	void theLastHopOfFakeServiceCallsNone() {
		FakeService peer = new FakeService(Path.of("fake-service"), true);
		assertThat(peer.command(0, hop(0), hop(1), SINK)).containsExactly("env", "NAME=service0",
				"LISTEN_ADDR=127.0.0.1:8080", "TRACING_ZIPKIN=http://127.0.0.1:9411", "HTTP_SERVER_KEEP_ALIVES=true",
				"HTTP_CLIENT_KEEP_ALIVES=true", "UPSTREAM_URIS=http://127.0.0.1:8081", "fake-service");
		assertThat(peer.command(2, hop(2), null, SINK)).contains("NAME=service2")
			.noneMatch((argument) -> argument.startsWith("UPSTREAM_URIS="));
	}

	private List<Peer> build(String go) {
		return new Peers(this.home, new GoTool(go)).build(this.checkout, new PrintWriter(this.messages));
	}

	private static URI hop(int number) {
		return URI.create("http://127.0.0.1:808" + number + "/");
	}

}
