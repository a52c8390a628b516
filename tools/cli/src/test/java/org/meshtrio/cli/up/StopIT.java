package org.meshtrio.cli.up;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.meshtrio.cli.TrioProcess;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever ends {@code ./trio up}, it leaves no process behind.
 */
@Tag("slow")
@DisabledOnOs(OS.WINDOWS)
public class StopIT {

	private static final Duration SOON = Duration.ofSeconds(40);

	private final int offset = TrioProcess.freeOffset();

	@Test
	void sigtermStopsTheServicesAndThenZipkin() throws Exception {
		try (TrioProcess up = up()) {
			up.awaitOutput("ready in");
			List<ProcessHandle> all = up.process().descendants().toList();
			List<ProcessHandle> services = up.programs()
				.stream()
				.filter((child) -> TrioProcess.commandLine(child).matches(".*service\\d\\.jar.*"))
				.toList();
			CompletableFuture<Boolean> inOrder = up.program("zipkin.jar")
				.onExit()
				.thenApply((zipkin) -> services.stream().noneMatch(ProcessHandle::isAlive));
			up.process().toHandle().destroy();
			assertThat(up.exitCode()).isEqualTo(143);
			assertNothingIsLeft(up, all);
			assertThat(services).hasSize(3);
			assertThat(inOrder.get()).as("Zipkin ends after the services").isTrue();
			// It shows the last lines, too.
			assertThat(up.output().split("Graceful shutdown complete")).hasSize(4);
			assertThat(up.output()).containsPattern("trio     \\| stopping …\n(?s:.*)Commencing graceful shutdown")
				.endsWith("trio     | stopped\n");
			assertThat(up.output()).doesNotContain("ended with exit code");
		}
	}

	@Test
	void theEndOfOneServiceIsTheEndOfAll() throws Exception {
		try (TrioProcess up = up()) {
			List<ProcessHandle> all = awaitPrograms(up);
			up.program("service1.jar").destroyForcibly();
			assertThat(up.exitCode()).isEqualTo(1);
			// The reason comes first, because the last lines of the others would hide it.
			assertThat(up.output())
				.containsPattern("trio: service1 ended with exit code 137, so the others are stopped;"
						+ " its lines above may show why\\.\ntrio     \\| stopping …\n")
				.endsWith("trio     | stopped\n");
			assertNothingIsLeft(up, all);
		}
	}

	@Test
	void killedItLeavesNothingBehindEither() throws Exception {
		try (TrioProcess up = up()) {
			List<ProcessHandle> all = awaitPrograms(up);
			try {
				up.process().destroyForcibly();
				up.process().waitFor();
				assertNothingIsLeft(up, all);
			}
			finally {
				all.forEach(ProcessHandle::destroyForcibly);
			}
		}
	}

	@Test
	void aTakenPortIsSaidBeforeAnythingStarts() throws Exception {
		try (ServerSocket taken = new ServerSocket(8081 + this.offset); TrioProcess up = up()) {
			assertThat(up.exitCode()).isEqualTo(1);
			assertThat(up.output()).isEqualTo("trio: Port " + taken.getLocalPort()
					+ " of service1 is taken by another program: stop that program, or move all ports with"
					+ " --port-offset 100.\n");
		}
	}

	@Test
	void theStartHasALimit() throws Exception {
		try (TrioProcess up = TrioProcess.start("up", "--port-offset", "" + this.offset, "--timeout", "0.5")) {
			assertThat(up.exitCode()).isEqualTo(1);
			assertThat(up.output())
				.contains("trio: zipkin, service0, service1 and service2 did not become ready within 0.5 s, so all are"
						+ " stopped; the lines above may show why. To allow more time, use --timeout.\n")
				.endsWith("trio     | stopped\n");
		}
	}

	private TrioProcess up() throws IOException {
		return TrioProcess.start("up", "--port-offset", "" + this.offset);
	}

	private List<ProcessHandle> awaitPrograms(TrioProcess up) throws Exception {
		up.await("four programs", SOON, () -> up.programs().size() == 4);
		return up.process().descendants().toList();
	}

	private void assertNothingIsLeft(TrioProcess up, List<ProcessHandle> all) throws Exception {
		assertThat(all).hasSizeGreaterThanOrEqualTo(4);
		up.await("the end of all processes", SOON, () -> all.stream().noneMatch(ProcessHandle::isAlive));
		up.await("free ports", SOON, () -> TrioProcess.arePortsFree(this.offset));
	}

}
