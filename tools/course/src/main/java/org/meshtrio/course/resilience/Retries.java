package org.meshtrio.course.resilience;

import org.meshtrio.course.run.BlockOutput;
import org.meshtrio.course.run.Lab;
import org.meshtrio.course.run.LabException;
import org.meshtrio.course.run.Steps;

/**
 * The caller's proxy retries requests, and the target counts the attempts.
 */
public final class Retries implements Lab {

	@Override
	public void run(Steps steps) throws LabException {
		steps.run("off");
		steps.until("once", "status 503 at attempt 1", (output) -> answer(output, "503", 1));
		steps.run("on");
		steps.until("third", "status 200 at attempt 3", (output) -> answer(output, "200", 3));
		steps.expect("the status if every attempt fails", "503", steps.run("permanent").find("status (\\d+)"));
		// The proxies write their logs once a second.
		steps.until("target", "4 attempts with status 503 at service2",
				(output) -> output.lines().size() == 4 && output.count("\" 503 ") == 4);
		steps.until("caller", "1 request with status 503 and the flag URX",
				(output) -> output.lines().size() == 1 && output.contains("\" 503 URX "));
		BlockOutput slow = steps.run("slow");
		steps.expect("the status if every attempt is too slow", "504", slow.find("status (\\d+)"));
		// Envoy counts whole milliseconds, so it can be one early each time.
		steps.expectBetween("the seconds of four attempts of 1 s each, and of the pauses between them", 3.96, 6,
				slow.seconds());
	}

	private static boolean answer(BlockOutput output, String status, int attempt) {
		return output.contains("status " + status) && output.contains("x-envoy-attempt-count=[" + attempt + "]");
	}

}
