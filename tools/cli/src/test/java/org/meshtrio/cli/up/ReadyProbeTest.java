package org.meshtrio.cli.up;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.meshtrio.cli.launch.Launch;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.serviceUnavailable;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

class ReadyProbeTest {

	@RegisterExtension
	private final WireMockExtension server = WireMockExtension.newInstance()
		.options(wireMockConfig().dynamicPort())
		.build();

	@Test
	void whatAnswers200IsReady() throws IOException {
		this.server.stubFor(get("/readyz").willReturn(ok("{}")));
		this.server.stubFor(get("/starting").willReturn(serviceUnavailable()));
		Program ready = program(this.server.getPort(), "/readyz");
		long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
		while (!new ReadyProbe(List.of()).isReady(ready)) {
			// A busy machine may take longer for the first answer than the probe waits.
			assertThat(System.nanoTime()).as("ready within 30 s").isLessThan(end);
		}
		assertThat(new ReadyProbe(List.of()).isReady(program(this.server.getPort(), "/starting"))).isFalse();
		int closed;
		try (ServerSocket free = new ServerSocket(0)) {
			closed = free.getLocalPort();
		}
		assertThat(new ReadyProbe(List.of()).isReady(program(closed, "/readyz"))).isFalse();
	}

	@Test
	void noConnectionComesFromAPortThatAProgramWillListenOn() {
		this.server.stubFor(get("/readyz").willReturn(ok("{}")));
		Program asked = program(this.server.getPort(), "/readyz");
		// As if the system had no other port to give.
		List<Program> all = new ArrayList<>();
		IntStream.rangeClosed(1, 65535).forEach((port) -> all.add(program(port, "/")));
		ReadyProbe probe = new ReadyProbe(all);
		assertThat(probe.isReady(asked)).isFalse();
		assertThat(this.server.getAllServeEvents()).isEmpty();
	}

	private static Program program(int port, String path) {
		URI url = URI.create("http://localhost:" + port + path);
		return new Program("service1", port, url, url, new Launch(List.of(), Path.of("service1.jar"), null), List.of(),
				Map.of());
	}

}
