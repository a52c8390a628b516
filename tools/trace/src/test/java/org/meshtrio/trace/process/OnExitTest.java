package org.meshtrio.trace.process;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OnExitTest {

	@Test
	void runsAtTheEndUnlessItIsCanceled() throws Exception {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), Program.class.getName())
			.redirectErrorStream(true)
			.start();
		assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines())
			.containsExactly("main", "kept");
		assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
		assertThat(process.exitValue()).isEqualTo(3);
	}

	/** Asks for two actions, and ends in a third, which cancels one too late. */
	static final class Program {

		private Program() {
		}

		/**
		 * Ends.
		 * @param args not used
		 */
		public static void main(String[] args) {
			OnExit.run("canceled", () -> System.out.println("canceled")).cancel();
			OnExit kept = OnExit.run("kept", () -> System.out.println("kept"));
			OnExit.run("too late", kept::cancel);
			System.out.println("main");
			System.exit(3);
		}

	}

}
