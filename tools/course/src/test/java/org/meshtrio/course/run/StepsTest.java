package org.meshtrio.course.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The steps with a real shell.
 */
class StepsTest {

	private final List<String> seen = new ArrayList<>();

	private final Map<String, String> blocks = new LinkedHashMap<>();

	@TempDir
	Path folder;

	private Shell shell;

	private Steps steps;

	@BeforeEach
	void start() throws Exception {
		this.blocks.put("set", "A=one\nB='two words'\n");
		this.blocks.put("use", "echo $A; echo \"$B\" >&2; printf 'no line end'");
		this.blocks.put("fail", "echo why; false");
		this.blocks.put("count", "echo . >>count; wc -l <count");
		this.blocks.put("read", "cat; echo read");
		this.blocks.put("exit", "echo bye; exit 3");
		this.blocks.put("empty", "echo; echo; echo a; echo");
		this.blocks.put("where", "pwd; echo $TRIO_TEST");
		this.blocks.put("noise", """
				echo 'E1122 00:12:34.567890   12345 websocket.go:296] Unknown stream id 1, discarding message' >&2
				echo 200""");
		this.blocks.put("clean", "echo cleaned");
		this.shell = new Shell(this.folder.toRealPath(), Map.of("TRIO_TEST", "environment"));
		this.steps = new Steps(new LabPage("some", "Some", "routing", 1, "x.", this.blocks), this.shell, new Seen());
	}

	@AfterEach
	void close() {
		this.shell.close();
	}

	@Test
	void blocksShareTheirVariablesAndBothOutputsAreSeen() throws LabException {
		assertThat(this.steps.run("set")).isEqualTo(new BlockOutput("", 0));
		assertThat(this.steps.run("use").text()).isEqualTo("one\ntwo words\nno line end");
		assertThat(this.seen).containsExactly("step set", "step use", "one", "two words", "no line end");
	}

	@Test
	void runsInItsFolderWithItsEnvironment() throws Exception {
		assertThat(this.steps.run("where").text()).isEqualTo(this.folder.toRealPath() + "\nenvironment");
	}

	@Test
	void whatKubectlLogsIsNoOutput() throws LabException {
		assertThat(this.steps.run("noise").text()).isEqualTo("200");
	}

	@Test
	void emptyLinesStay() throws LabException {
		assertThat(this.steps.run("empty").text()).isEqualTo("\n\na");
	}

	@Test
	void aBlockDoesNotReadTheRestOfTheScript() throws LabException {
		assertThat(this.steps.run("read").text()).isEqualTo("read");
		assertThat(this.steps.run("read").text()).isEqualTo("read");
	}

	@Test
	void aFailureEndsTheLab() {
		assertThatThrownBy(() -> this.steps.run("fail")).isInstanceOf(LabException.class)
			.hasMessage("step fail ended with exit code 1: why");
		assertThatThrownBy(() -> this.steps.run("exit")).isInstanceOf(LabException.class)
			.hasMessage("this ended the shell: echo bye; exit 3");
		assertThatThrownBy(() -> this.steps.run("nothing")).isInstanceOf(IllegalArgumentException.class);
	}

	@Test
	void aFailureCanBeExpected() throws LabException {
		assertThat(this.steps.runFailing("fail").text()).isEqualTo("why");
		assertThatThrownBy(() -> this.steps.runFailing("set")).isInstanceOf(LabException.class)
			.hasMessage("the command fails: expected an exit code other than 0, observed 0");
	}

	@Test
	void waitsUntilItHeldThreeTimesInARow() throws LabException {
		List<String> outputs = new ArrayList<>();
		this.steps.until("count", "not 2", (output) -> {
			outputs.add(output.text().strip());
			return !output.text().strip().equals("2");
		});
		assertThat(outputs).containsExactly("1", "2", "3", "4", "5");
		assertThat(this.seen).containsExactly("step count", "5",
				"✓ it settles within 90 s: not 2, that, 3 times in a row");
	}

	@Test
	void whatIsExpectedIsShownAndWhatIsNotEndsTheLab() throws LabException {
		this.steps.expect("answers", 3, 3);
		this.steps.expectBetween("seconds", 1, 2.5, 2.5);
		assertThat(this.seen).containsExactly("✓ answers: 3, 3", "✓ seconds: 1 to 2.5, 2.5");
		assertThatThrownBy(() -> this.steps.expect("answers", 3, 4)).hasMessage("answers: expected 3, observed 4");
		assertThatThrownBy(() -> this.steps.expectBetween("seconds", 1, 2.5, 2.6))
			.hasMessage("seconds: expected 1 to 2.5, observed 2.6");
		assertThatThrownBy(() -> this.steps.expectBetween("seconds", 1, 2.5, 0.9)).isInstanceOf(LabException.class);
	}

	@Test
	void sharesHaveExactBounds() throws LabException {
		// The least k for which the sum of C(300, i) / 2^300 up to k is not below 0.5e-5,
		// and its mirror image.
		ShareBounds half = new ShareBounds(0.5, 300);
		assertThat(half.least()).isEqualTo(112);
		assertThat(half.most()).isEqualTo(188);
		this.steps.expectShare("v2", 0.5, 112, 300);
		this.steps.expectShare("v2", 0.5, 188, 300);
		assertThatThrownBy(() -> this.steps.expectShare("v2", 0.5, 111, 300))
			.hasMessage("v2: expected 50 %, which is 112 to 188 of 300, observed 111");
		assertThatThrownBy(() -> this.steps.expectShare("v2", 0.5, 189, 300)).isInstanceOf(LabException.class);
	}

	@Test
	void theEndCleansAndNoBlockMayBeLeftOut() throws LabException {
		this.steps.run("set");
		assertThatThrownBy(this.steps::finish).isInstanceOf(LabException.class)
			.hasMessage(
					"the lab's class doesn't run these blocks of its page: [use, fail, count, read, exit, empty, where, noise]");
		assertThat(this.seen).endsWith("step clean", "cleaned");
	}

	private final class Seen implements LabObserver {

		@Override
		public void step(String name, String text) {
			StepsTest.this.seen.add("step " + name);
		}

		@Override
		public void printed(String line) {
			StepsTest.this.seen.add(line);
		}

		@Override
		public void checked(String what, String expected, String observed, boolean met) {
			if (met) {
				StepsTest.this.seen.add("✓ " + what + ": " + expected + ", " + observed);
			}
		}

	}

}
