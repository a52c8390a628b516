package org.meshtrio.course.resilience;

import org.meshtrio.course.run.BlockOutput;
import org.meshtrio.course.run.Lab;
import org.meshtrio.course.run.LabException;
import org.meshtrio.course.run.Steps;

/**
 * The caller's proxy delays the requests of one user, or answers them with an error.
 */
public final class FaultInjection implements Lab {

	@Override
	public void run(Steps steps) throws LabException {
		BlockOutput before = steps.run("before");
		steps.expect("without a fault, jason's requests with 200", 1, before.count("^ *10 jason gets 200$"));
		steps.until("arrived", "10 requests of each user at service1", (output) -> arrived(output, 10, 10));
		steps.run("delay");
		steps.until("jason", "status 200 after 7 s", (output) -> output.contains("status 200 after 7."));
		BlockOutput ann = steps.run("ann");
		steps.expect("ann's status", "200", ann.find("status (\\d+)"));
		steps.expectBetween("ann's seconds", 0, 5, ann.seconds());
		// The proxies write their logs once a second.
		steps.until("delayed", "a request with status 200 and the flag DI", (output) -> output.contains(" 200 DI "));
		steps.run("abort");
		steps.until("failed", "status 500", (output) -> output.contains("status 500"));
		BlockOutput ten = steps.run("ten");
		steps.expect("with an abort, jason's requests with 500", 1, ten.count("^ *10 jason gets 500$"));
		steps.expect("with an abort for jason, ann's requests with 200", 1, ten.count("^ *10 ann gets 200$"));
		steps.until("missing", "no request of jason at service1, and 10 of ann", (output) -> arrived(output, 0, 10));
		steps.until("aborted", "10 requests with status 500 and the flag FI",
				(output) -> output.count(" 500 FI ") == 10);
	}

	private static boolean arrived(BlockOutput output, int jason, int ann) {
		return output.text().equals("jason: " + jason + "\nann: " + ann);
	}

}
