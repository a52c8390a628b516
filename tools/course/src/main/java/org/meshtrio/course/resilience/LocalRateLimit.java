package org.meshtrio.course.resilience;

import org.meshtrio.course.run.BlockOutput;
import org.meshtrio.course.run.Lab;
import org.meshtrio.course.run.LabException;
import org.meshtrio.course.run.Steps;

/**
 * A pod's proxy lets a few requests through, and answers the others with 429.
 */
public final class LocalRateLimit implements Lab {

	@Override
	public void run(Steps steps) throws LabException {
		steps.expect("without a limit, how many of ten requests pass", "10", steps.run("before").find("(\\d+) 200$"));
		steps.run("limit");
		steps.until("known", "a token bucket that is filled every 60 s", (output) -> output.contains("60s"));
		BlockOutput four = steps.run("four");
		steps.expect("with four tokens, requests that pass", "4", four.find("(\\d+) 200$"));
		steps.expect("with four tokens, requests that don't pass", "6", four.find("(\\d+) 429$"));
		BlockOutput header = steps.run("header");
		steps.expect("the header of the limit", "true", header.find("^x-local-rate-limit: (\\S+)"));
		// The proxies write their logs once a second.
		steps.until("flag", "a request with status 429 and the flag RL", (output) -> output.contains(" 429 RL "));
		steps.run("fast");
		steps.until("refilled", "429 for some of ten, and then 200 for one that waits",
				(output) -> output.count("^ *\\d+ 429$") == 1 && output.contains("200 in the end"));
	}

}
