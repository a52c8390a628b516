package org.meshtrio.course.resilience;

import java.util.List;

import org.meshtrio.course.run.BlockOutput;
import org.meshtrio.course.run.Lab;
import org.meshtrio.course.run.LabException;
import org.meshtrio.course.run.Requirement;
import org.meshtrio.course.run.Steps;
import org.meshtrio.trace.request.Tally;

/**
 * The caller's proxy refuses requests above a limit, and counts them.
 */
public final class CircuitBreaking implements Lab {

	@Override
	public List<Requirement> needs() {
		return List.of(Requirement.counters());
	}

	@Override
	public void run(Steps steps) throws LabException {
		steps.run("v1");
		steps.until("before", "40 of 40 with 200, all by service1 v1",
				(output) -> output.tally().status(200) == 40 && output.tally().of("service1", "v1") == 40);
		steps.run("limits");
		steps.until("crowd", "some of 40 with 503, and all others with 200", (output) -> overflows(output.tally()));
		steps.expect("with one caller, answers with 200", 20, steps.run("one").tally().status(200));
		BlockOutput counted = steps.run("counted");
		Tally tally = counted.tally();
		steps.expect("some are refused, and all others answered", overflows(tally),
				"503 for some of 40, and 200 for the rest",
				tally.status(503) + " with 503, " + tally.status(200) + " with 200");
		steps.expect("requests that reached service1, compared with those with 200", tally.status(200),
				tally.of("service1"));
		int before = Integer.parseInt(counted.find("pending_overflow: (\\d+)"));
		int after = Integer.parseInt(counted.find("(?s)pending_overflow: .*pending_overflow: (\\d+)"));
		steps.expect("refused requests in Envoy's counter, compared with answers with 503", tally.status(503),
				after - before);
		// The proxies write their logs once a second.
		steps.until("flag", "a request with status 503 and the flag UO", (output) -> output.contains(" 503 UO "));
	}

	private static boolean overflows(Tally tally) {
		return tally.total() == 40 && tally.status(503) > 0 && tally.status(200) > 0
				&& tally.status(200) + tally.status(503) == 40;
	}

}
