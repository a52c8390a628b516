package org.meshtrio.course.run;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.meshtrio.trace.request.Tally;
import org.meshtrio.trace.wait.Deadline;

/**
 * Runs the blocks of a page by their names, and checks the results. The first result that
 * isn't as expected ends the lab.
 */
public final class Steps {

	/** The last block of every page. */
	public static final String CLEAN = "clean";

	/**
	 * A change of the configuration reaches each thread of each proxy at its own time, so
	 * one good result isn't enough.
	 */
	private static final int IN_A_ROW = 3;

	private static final Duration LIMIT = Duration.ofSeconds(90);

	private static final Duration INTERVAL = Duration.ofMillis(200);

	private final LabPage page;

	private final Shell shell;

	private final LabObserver observer;

	private final Set<String> left;

	Steps(LabPage page, Shell shell, LabObserver observer) {
		this.page = page;
		this.shell = shell;
		this.observer = observer;
		this.left = new LinkedHashSet<>(page.blocks().keySet());
	}

	/**
	 * Runs a block, which must succeed.
	 * @param block the block's name
	 * @return its output
	 * @throws LabException if its last command fails
	 */
	public BlockOutput run(String block) throws LabException {
		BlockOutput output = show(block);
		if (output.exitCode() != 0) {
			throw new LabException(
					"step " + block + " ended with exit code " + output.exitCode() + ": " + last(output));
		}
		return output;
	}

	/**
	 * Runs a block, which must fail.
	 * @param block the block's name
	 * @return its output
	 * @throws LabException if its last command succeeds
	 */
	public BlockOutput runFailing(String block) throws LabException {
		BlockOutput output = show(block);
		expect("the command fails", output.exitCode() != 0, "an exit code other than 0",
				String.valueOf(output.exitCode()));
		return output;
	}

	/**
	 * Repeats a block until its output is as expected three times in a row. The block may
	 * fail.
	 * @param block the block's name
	 * @param expected the expected output, in words
	 * @param met whether an output is as expected
	 * @return the last output
	 * @throws LabException if the output isn't as expected after 90 s
	 */
	public BlockOutput until(String block, String expected, Predicate<BlockOutput> met) throws LabException {
		Deadline deadline = Deadline.after(LIMIT);
		begin(block);
		int inARow = 0;
		BlockOutput output;
		do {
			output = this.shell.run(text(block), (line) -> {
			});
			inARow = met.test(output) ? inARow + 1 : 0;
		}
		while (inARow < IN_A_ROW && (inARow > 0 || deadline.pause(INTERVAL)));
		output.lines().forEach(this.observer::printed);
		expect("it settles within " + LIMIT.toSeconds() + " s", inARow == IN_A_ROW, expected,
				(inARow == IN_A_ROW) ? "that, " + IN_A_ROW + " times in a row" : last(output));
		return output;
	}

	/**
	 * Checks that two values are equal.
	 * @param what the subject
	 * @param expected the expected value
	 * @param observed the observed value
	 * @throws LabException if they differ
	 */
	public void expect(String what, Object expected, Object observed) throws LabException {
		expect(what, Objects.equals(expected, observed), String.valueOf(expected), String.valueOf(observed));
	}

	/**
	 * Checks a condition.
	 * @param what the subject
	 * @param met whether the condition is true
	 * @param expected the expected result, in words
	 * @param observed the observed result, in words
	 * @throws LabException if the condition is false
	 */
	public void expect(String what, boolean met, String expected, String observed) throws LabException {
		this.observer.checked(what, expected, observed, met);
		if (!met) {
			throw new LabException(what + ": expected " + expected + ", observed " + observed);
		}
	}

	/**
	 * Checks that a number is within bounds.
	 * @param what the subject
	 * @param least the lower bound, inclusive
	 * @param most the upper bound, inclusive
	 * @param observed the number
	 * @throws LabException if it is outside
	 */
	public void expectBetween(String what, double least, double most, double observed) throws LabException {
		expect(what, observed >= least && observed <= most, number(least) + " to " + number(most), number(observed));
	}

	/**
	 * Checks a random share of the requests. The bounds are the exact binomial quantiles:
	 * a correct mesh fails less than once in 100,000 runs.
	 * @param what the subject
	 * @param probability the probability that a request counts, above 0 and below 1
	 * @param observed how many requests counted
	 * @param requests the number of requests
	 * @throws LabException if too few or too many counted
	 */
	public void expectShare(String what, double probability, int observed, int requests) throws LabException {
		ShareBounds bounds = new ShareBounds(probability, requests);
		expect(what, observed >= bounds.least() && observed <= bounds.most(), number(probability * 100)
				+ " %, which is " + bounds.least() + " to " + bounds.most() + " of " + requests,
				String.valueOf(observed));
	}

	/** Runs the last block, and checks that the lab ran all the others. */
	void finish() throws LabException {
		run(CLEAN);
		if (!this.left.isEmpty()) {
			throw new LabException("the lab's class doesn't run these blocks of its page: " + this.left);
		}
	}

	private BlockOutput show(String block) throws LabException {
		begin(block);
		return this.shell.run(text(block), this.observer::printed);
	}

	private void begin(String block) {
		this.observer.step(block, text(block));
		this.left.remove(block);
	}

	private String text(String block) {
		String text = this.page.blocks().get(block);
		if (text == null) {
			throw new IllegalArgumentException("page " + this.page.name() + " has no block " + block);
		}
		return text.strip();
	}

	private static String last(BlockOutput output) {
		List<String> lines = output.lines();
		if (lines.isEmpty()) {
			return "nothing was printed (exit code " + output.exitCode() + ")";
		}
		// The last line of a table doesn't say what it counts.
		List<Tally.Count> counts = output.tally().counts();
		if (!counts.isEmpty()) {
			return counts.stream()
				.map((each) -> each.count() + " × " + each.what() + " " + each.key())
				.collect(Collectors.joining(", "));
		}
		return ((lines.size() > 1) ? lines.size() + " lines, the last of which is " : "") + lines.get(lines.size() - 1);
	}

	private static String number(double number) {
		return BigDecimal.valueOf(number).setScale(3, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
	}

}
