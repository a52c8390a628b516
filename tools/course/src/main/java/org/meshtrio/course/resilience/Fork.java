package org.meshtrio.course.resilience;

import org.meshtrio.course.run.BlockOutput;
import org.meshtrio.course.run.Lab;
import org.meshtrio.course.run.LabException;
import org.meshtrio.course.run.Steps;

/**
 * A service calls two others at the same time, and one of them is slow.
 */
public final class Fork implements Lab {

	@Override
	public void run(Steps steps) throws LabException {
		steps.run("fork");
		steps.until("services", "one fork, one service1 and two service2",
				(output) -> output.uniqCount("\"service\":\"fork\"") == 1
						&& output.uniqCount("\"service\":\"service1\"") == 1
						&& output.uniqCount("\"service\":\"service2\"") == 2);
		BlockOutput slow = steps.until("slow", "a joined trace with both branches",
				(output) -> output.contains("Joined: fork, service1 and service2 are in trace"));
		steps.expect("a branch for each call", 1, slow.count("^├─ service1 "));
		steps.expect("a branch for each call", 1, slow.count("^└─ service2 "));
		BlockOutput late = steps.run("late");
		steps.expect("the status without a timeout", "200", late.find("^\\d+"));
		steps.expect("the fork waits for the slow branch", late.seconds() >= 2, "2 s or more", late.text());
		steps.run("timeout");
		BlockOutput limited = steps.until("limited", "504", (output) -> output.text().startsWith("504 "));
		// Envoy counts in whole milliseconds, and may be early by one.
		steps.expectBetween("the seconds until the 504", 0.49, 1.9, limited.seconds());
		BlockOutput branches = steps.run("branches");
		steps.expect("the branch with the timeout", 1, branches.count("^HTTP/1.1 504 "));
		steps.expect("the other branch", 1, branches.count("^HTTP/1.1 200 "));
		steps.run("restore");
		steps.until("parallel", "200 after 0.3 to 0.6 s, as one branch alone",
				(output) -> output.text().matches("200 after 0\\.[345]\\d* s"));
		steps.run("sequence");
		BlockOutput inTurn = steps.run("in-turn");
		steps.expect("both branches one after the other", inTurn.seconds() >= 0.6, "0.6 s or more", inTurn.text());
	}

}
