package org.meshtrio.mesh.cluster;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SubprocessTest {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	@Test
	void hasTheExitCodeAndBothOutputs() throws ClusterException {
		Subprocess.Result result = Subprocess.run(LIMIT, "in",
				List.of("sh", "-c", "cat; echo one >&2; echo two >&2; exit 3"));
		assertThat(result).isEqualTo(new Subprocess.Result(3, "in", "one\ntwo\n"));
		assertThat(result.lastError()).isEqualTo("two");
	}

	@Test
	void outputThatIsLargerThanAPipe() throws ClusterException {
		Subprocess.Result result = Subprocess.run(LIMIT, "", List.of("sh", "-c", "head -c 300000 /dev/zero"));
		assertThat(result.output()).hasSize(300000);
	}

	@Test
	void aProgramThatIsNotThere() {
		assertThatExceptionOfType(ClusterException.class)
			.isThrownBy(() -> Subprocess.run(LIMIT, "", List.of("no-such-program")))
			.withMessage("there is no program no-such-program: install it, or add it to the PATH");
	}

	@Test
	void aProgramThatDoesNotEnd() {
		assertThatExceptionOfType(ClusterException.class)
			.isThrownBy(() -> Subprocess.run(Duration.ofMillis(1100), "", List.of("sleep", "60")))
			.withMessage("\"sleep 60\" did not end within 1 s");
	}

}
