package org.meshtrio.course.resilience;

import org.meshtrio.course.run.BlockOutput;
import org.meshtrio.course.run.Lab;
import org.meshtrio.course.run.LabException;
import org.meshtrio.course.run.Steps;
import org.meshtrio.trace.request.Tally;

/**
 * A loop that shifts requests to a new version, and back if it fails.
 */
public final class Canary implements Lab {

	private static final int REQUESTS = 50;

	@Override
	public void run(Steps steps) throws LabException {
		steps.run("v1");
		expectAll(steps, "v1");
		BlockOutput good = steps.run("promote");
		steps.expect("steps of the good version", 3, good.count("% to v2: 0 errors in \\d+ answers$"));
		steps.expect("the good version is promoted", "promoted: all requests go to v2", last(good));
		expectAll(steps, "v2");
		steps.run("bad");
		expectAll(steps, "v1");
		BlockOutput bad = steps.runFailing("rollback");
		steps.expect("steps of the bad version", 1, bad.count("% to v4: "));
		steps.expect("its errors, compared with its answers", bad.find("errors in (\\d+) answers$"),
				bad.find("(\\d+) errors in"));
		steps.expect("the bad version is rolled back", "rolled back: all requests go to v1", last(bad));
		expectAll(steps, "v1");
	}

	private static void expectAll(Steps steps, String version) throws LabException {
		steps.until("look", REQUESTS + " of " + REQUESTS + " answers with 200, by service2 " + version, (output) -> {
			Tally tally = output.tally();
			return tally.status(200) == REQUESTS && tally.of("service2", version) == REQUESTS;
		});
	}

	private static String last(BlockOutput output) {
		return output.lines().get(output.lines().size() - 1);
	}

}
