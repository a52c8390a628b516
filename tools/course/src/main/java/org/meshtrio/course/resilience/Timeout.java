package org.meshtrio.course.resilience;

import org.meshtrio.course.run.BlockOutput;
import org.meshtrio.course.run.Lab;
import org.meshtrio.course.run.LabException;
import org.meshtrio.course.run.Steps;

/**
 * The proxy stops waiting for a slow service after the timeout of its route.
 */
public final class Timeout implements Lab {

	@Override
	public void run(Steps steps) throws LabException {
		BlockOutput slow = steps.run("slow");
		steps.expect("without a timeout, the status", "200", slow.find("^\\d+"));
		steps.expect("without a timeout, all wait for service2", slow.seconds() >= 3, "3 s or more", slow.text());
		steps.run("timeout");
		BlockOutput late = steps.until("late", "504", (output) -> output.text().startsWith("504 "));
		// Less than the 3 s of service2. Envoy counts whole milliseconds, so it can be
		// one
		// early.
		steps.expectBetween("the seconds until the 504", 0.99, 2.9, late.seconds());
		BlockOutput answer = steps.run("answer");
		steps.expect("service1's call is the one that fails", true,
				answer.text().matches("(?s).*arrive service1[^\n]*\n[^\n]*\nHTTP/1.1 504 .*upstream request timeout"));
		steps.until("log", "a line of this request with the flag UT", (output) -> output.contains(" 504 UT "));
		BlockOutput inTime = steps.run("in-time");
		steps.expect("the status of an answer in time", "200", inTime.find("^\\d+"));
	}

}
