package org.meshtrio.course.platform;

import org.meshtrio.course.run.BlockOutput;
import org.meshtrio.course.run.Lab;
import org.meshtrio.course.run.LabException;
import org.meshtrio.course.run.Steps;
import org.meshtrio.trace.request.Tally;

/**
 * A Sidecar resource limits which services a proxy knows.
 */
public final class SidecarResource implements Lab {

	@Override
	public void run(Steps steps) throws LabException {
		steps.run("other");
		BlockOutput known = steps.until("known", "the three services of the other namespace",
				(output) -> others(output) == 3);
		int all = clusters(known);
		steps.run("sidecar");
		BlockOutput own = steps.until("known", "none of the other namespace", (output) -> others(output) == 0);
		steps.expect("destinations that the proxy of service0 knows", clusters(own) <= all - 3,
				"at least 3 fewer than " + all, String.valueOf(clusters(own)));
		steps.run("own");
		BlockOutput leaf = steps.until("service2", "no service1", (output) -> output.count("^service1\\.") == 0);
		steps.expect("destinations that the proxy of service2 knows", clusters(leaf) < clusters(own),
				"fewer than " + clusters(own), String.valueOf(clusters(leaf)));
		Tally chain = steps.run("chain").tally();
		steps.expect("answers 200 through the chain", 20, chain.status(200));
	}

	private static int clusters(BlockOutput output) {
		return output.text().isEmpty() ? 0 : Integer.parseInt(output.lines().get(0).strip());
	}

	private static int others(BlockOutput output) {
		return output.count("^(orders|invoices|stock)\\.[\\w-]+-other\\.");
	}

}
