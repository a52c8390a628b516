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

/**
 * Runs the blocks of a page by their names, and takes what must hold between them. What
 * does not hold ends the lab.
 */
public final class Steps {

	/** The block that every page ends with. */
	public static final String CLEAN = "clean";

	/** A change of configuration reaches each thread of each proxy at its own time. */
	private static final int RUN = 3;

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
	 * @return what it printed
	 * @throws LabException where its last command fails
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
	 * @return what it printed
	 * @throws LabException where its last command succeeds
	 */
	public BlockOutput runFailing(String block) throws LabException {
		BlockOutput output = show(block);
		expect("the command fails", output.exitCode() != 0, "an exit code other than 0",
				String.valueOf(output.exitCode()));
		return output;
	}

	/**
	 * Runs a block again and again until it shows what is expected three times in a row:
	 * a change reaches the proxies late, and each of them at another time. The block may
	 * fail meanwhile, and in the end too.
	 * @param block the block's name
	 * @param expected what must be, for people
	 * @param met whether it is
	 * @return what it printed at last
	 * @throws LabException where it does not come within 90 s
	 */
	public BlockOutput until(String block, String expected, Predicate<BlockOutput> met) throws LabException {
		long end = System.nanoTime() + LIMIT.toNanos();
		begin(block);
		int run = 0;
		while (true) {
			BlockOutput output = this.shell.run(text(block), (line) -> {
			});
			run = met.test(output) ? run + 1 : 0;
			if (run == RUN || (run == 0 && System.nanoTime() > end)) {
				output.lines().forEach(this.observer::printed);
				expect("it settles within " + LIMIT.toSeconds() + " s", run == RUN, expected,
						(run == RUN) ? "so, " + RUN + " times in a row" : last(output));
				return output;
			}
			if (run == 0) {
				pause();
			}
		}
	}

	/**
	 * Something must be equal to something.
	 * @param what what it is about
	 * @param expected what must be
	 * @param observed what is
	 * @throws LabException where they differ
	 */
	public void expect(String what, Object expected, Object observed) throws LabException {
		expect(what, Objects.equals(expected, observed), String.valueOf(expected), String.valueOf(observed));
	}

	/**
	 * Something must hold.
	 * @param what what it is about
	 * @param met whether it holds
	 * @param expected what must be, for people
	 * @param observed what is
	 * @throws LabException where it does not hold
	 */
	public void expect(String what, boolean met, String expected, String observed) throws LabException {
		this.observer.checked(what, expected, observed, met);
		if (!met) {
			throw new LabException(what + ": expected " + expected + ", observed " + observed);
		}
	}

	/**
	 * A number must lie between two others.
	 * @param what what it is about
	 * @param least the least that it may be
	 * @param most the most that it may be
	 * @param observed what it is
	 * @throws LabException where it is outside
	 */
	public void expectBetween(String what, double least, double most, double observed) throws LabException {
		expect(what, observed >= least && observed <= most, number(least) + " to " + number(most), number(observed));
	}

	/**
	 * A share of the requests, each drawn by lot, must have counted. The bounds are the
	 * exact binomial quantiles: a correct mesh fails less than once in 100,000 runs.
	 * @param what what it is about
	 * @param probability how likely each request is to count, above 0 and below 1
	 * @param observed how many did
	 * @param requests of how many
	 * @throws LabException where there are too few or too many
	 */
	public void expectShare(String what, double probability, int observed, int requests) throws LabException {
		Share share = new Share(probability, requests);
		expect(what, observed >= share.least() && observed <= share.most(),
				number(probability * 100) + " %, which is " + share.least() + " to " + share.most() + " of " + requests,
				String.valueOf(observed));
	}

	/** Runs the last block, and sees to it that none was left out. */
	void finish() throws LabException {
		run(CLEAN);
		if (!this.left.isEmpty()) {
			throw new LabException("the lab's class does not run these blocks of its page: " + this.left);
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

	private static void pause() throws LabException {
		try {
			Thread.sleep(INTERVAL.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new LabException("interrupted");
		}
	}

	private static String last(BlockOutput output) {
		List<String> lines = output.lines();
		if (lines.isEmpty()) {
			return "nothing was printed (exit code " + output.exitCode() + ")";
		}
		// A table's last line says nothing of what it counts.
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
