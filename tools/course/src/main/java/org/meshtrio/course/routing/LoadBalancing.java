package org.meshtrio.course.routing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;

import org.meshtrio.course.run.BlockOutput;
import org.meshtrio.course.run.Lab;
import org.meshtrio.course.run.LabException;
import org.meshtrio.course.run.Steps;
import org.meshtrio.trace.request.Tally;

/**
 * The proxy chooses the least busy pod, each in turn, a random one, or one by a header.
 */
public final class LoadBalancing implements Lab {

	private static final int REQUESTS = 300;

	private static final List<String> PODS = List.of("service2 v1", "service2 v2", "service2 v3");

	@Override
	public void run(Steps steps) throws LabException {
		BlockOutput before = steps.run("before");
		steps.expect("without a rule, one user's requests reach several pods", before.lines().size() > 1,
				"more than one pod", pods(before.lines().size()));
		List<Integer> spared = counts(steps, steps.run("spared"));
		// The average is a ninth. A fifth is five standard deviations from that and from
		// a
		// third.
		steps.expectBetween("the busy pod gets fewer requests", 0, REQUESTS / 5, Collections.min(spared));

		steps.run("round-robin");
		steps.until("turns", "the three pods in turn", LoadBalancing::inTurn);
		for (int count : counts(steps, steps.run("blind"))) {
			// The long request itself can take a turn.
			steps.expectBetween("the busy pod gets as many requests: those of each pod", REQUESTS / 3 - 1,
					REQUESTS / 3 + 1, count);
		}

		steps.run("random");
		steps.until("shuffled", "12 answers of service2, not in turn",
				(output) -> PODS.containsAll(output.lines()) && output.lines().size() == 12 && !inTurn(output));
		for (int count : counts(steps, steps.run("thirds"))) {
			steps.expectShare("requests of each pod", 1.0 / 3, count, REQUESTS);
		}

		steps.run("hash");
		BlockOutput sticky = steps.until("sticky", "30 of 30 by one pod",
				(output) -> output.count("^ *30 service2 v\\d$") == 1);
		BlockOutput users = steps.run("users");
		int reached = new HashSet<>(users.lines().stream().map((line) -> line.replaceAll(".*: ", "")).toList()).size();
		steps.expect("twelve users reach several pods", reached > 1, "more than one pod", pods(reached));
		BlockOutput again = steps.run("again");
		steps.expect("every user reaches the same pod as before", again.text().equals(users.text()),
				"the same twelve lines", again.text().equals(users.text()) ? "that" : again.text());
		String version = sticky.find("service2 (v\\d)");
		steps.expect("ann's pod among the twelve", version, users.find("^ann: service2 (v\\d)"));
		Tally chain = steps
			.until("chain", "30 of 30 by service2 " + version,
					(output) -> output.tally().total() == 30 && output.tally().of("service2", version) == 30)
			.tally();
		steps.expect("several pods of service1 are the callers", chain.pods("service1").size() > 1, "more than one",
				pods(chain.pods("service1").size()));
	}

	/** Whether the three come again and again in the same order. */
	private static boolean inTurn(BlockOutput output) {
		List<String> lines = output.lines();
		if (lines.size() != 12 || !new HashSet<>(lines.subList(0, 3)).equals(new HashSet<>(PODS))) {
			return false;
		}
		return lines.subList(3, 12).equals(lines.subList(0, 9));
	}

	private static List<Integer> counts(Steps steps, BlockOutput output) throws LabException {
		List<Integer> counts = new ArrayList<>();
		for (String pod : PODS) {
			counts.add(Integer.valueOf(output.find("(\\d+) " + pod + "$")));
		}
		steps.expect("answers of the three pods", REQUESTS, counts.stream().mapToInt(Integer::intValue).sum());
		return counts;
	}

	private static String pods(int count) {
		return (count == 1) ? "1 pod" : count + " pods";
	}

}
