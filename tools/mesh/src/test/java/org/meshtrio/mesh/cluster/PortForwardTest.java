package org.meshtrio.mesh.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class PortForwardTest {

	@TempDir
	private Path folder;

	@Test
	void readsThePort() throws Exception {
		try (PortForward forward = forward("echo 'Forwarding from 127.0.0.1:41234 -> 8443'; exec sleep 60")) {
			assertThat(forward.port()).isEqualTo(41234);
		}
	}

	@Test
	void failsWithKubectlsOwnWords() {
		assertThatExceptionOfType(ClusterException.class)
			.isThrownBy(() -> forward("echo 'services \"x\" not found' >&2; exit 1"))
			.withMessage("kubectl cannot forward a port to service/x: services \"x\" not found");
	}

	@Test
	void isStartedAgainAtTheSamePortUntilItIsClosed() throws Exception {
		Path starts = this.folder.resolve("starts");
		String script = "echo $1 >>" + starts + "; echo 'Forwarding from 127.0.0.1:41234 -> 8443';" + " [ $(wc -l <"
				+ starts + ") -lt 3 ] || exec sleep 60";
		try (PortForward forward = forward(script)) {
			assertThat(forward.port()).isEqualTo(41234);
			await().atMost(Duration.ofSeconds(20)).until(() -> Files.readAllLines(starts).size() >= 3);
		}
		assertThat(Files.readAllLines(starts)).containsExactly("0", "41234", "41234");
	}

	private PortForward forward(String script) throws ClusterException {
		return new PortForward((port) -> List.of("sh", "-c", script, "kubectl", String.valueOf(port)), "service/x");
	}

}
