package org.meshtrio.course.security;

import org.meshtrio.course.run.BlockOutput;
import org.meshtrio.course.run.Lab;
import org.meshtrio.course.run.LabException;
import org.meshtrio.course.run.Steps;

/**
 * Which service may call which, by service account, method and path.
 */
public final class Authorization implements Lab {

	private static final String DENIED = "RBAC: access denied 403";

	private static final int REQUESTS = 20;

	@Override
	public void run(Steps steps) throws LabException {
		BlockOutput before = steps.run("before");
		steps.expect("the client calls service2", true, before.text().endsWith(" 200"));
		steps.run("deny-all");
		steps.until("denied", DENIED, (output) -> output.text().equals(DENIED));
		steps.until("dead", REQUESTS + " of " + REQUESTS + " answers with 403",
				(output) -> output.tally().status(403) == REQUESTS);
		steps.run("chain");
		steps.until("alive", REQUESTS + " of " + REQUESTS + " answers with 200",
				(output) -> output.tally().status(200) == REQUESTS && output.tally().of("service2") == REQUESTS);
		steps.expect("the clients with and without a sidecar", DENIED + "\n" + DENIED, steps.run("others").text());
		steps.run("client");
		steps.until("version", "service2 and 200",
				(output) -> output.text().startsWith("service2 v") && output.text().endsWith(" 200"));
		steps.expect("another path, and another method", DENIED + "\n" + DENIED, steps.run("more").text());
	}

}
