package org.meshtrio.course.resilience;

import java.util.List;

import org.meshtrio.course.run.BlockOutput;
import org.meshtrio.course.run.Lab;
import org.meshtrio.course.run.LabException;
import org.meshtrio.course.run.Requirement;
import org.meshtrio.course.run.Steps;

/**
 * Lost packets become latency, a timeout turns it into errors, and retries hide most of
 * them.
 */
public final class NetworkLoss implements Lab {

	@Override
	public List<Requirement> needs() {
		return List.of(Requirement.counters());
	}

	@Override
	public void run(Steps steps) throws LabException {
		steps.run("namespace");
		// The target gets faster with the first requests.
		steps.until("before", "90 of 100 answers with 200 within 0.2 s",
				(output) -> output.count("status 200$") == 2 && output.count("^0\\.[01]\\d* s") == 2);
		steps.run("loss");
		BlockOutput lossy = steps.run("lossy");
		// 30 % of the requests wait 200 ms or more. It's practically impossible that
		// fewer
		// than 11 of 100 do.
		steps.expect("the slowest 10 % take 0.2 s or more", lossy.count("^0\\.[01]\\d* s") < 2,
				"a time of 0.2 s or more", lossy.lines().get(lossy.lines().size() - 1));
		steps.expect("slow answers that aren't errors", 2, lossy.count("status 200$"));
		steps.run("timeout");
		steps.until("slow", "status 504 within 1 s", (output) -> output.count("^0\\.\\d+ s, status 504$") == 1);
		int errors = steps.run("errors").uniqCount("504");
		steps.expect("errors of 100 without retries", errors >= 10, "at least 10", String.valueOf(errors));
		steps.run("retries");
		steps.until("tenfold", "status 504 after 2 s or more",
				(output) -> output.count("^([2-9]|10)\\.\\d+ s, status 504$") == 1);
		BlockOutput retried = steps.run("retried");
		int left = retried.uniqCount("504");
		steps.expect("errors of 100 with retries", left <= errors / 2, "at most half of " + errors,
				String.valueOf(left));
		int before = Integer.parseInt(retried.find("upstream_rq_retry: (\\d+)"));
		int after = Integer.parseInt(retried.find("(?s)upstream_rq_retry: .*upstream_rq_retry: (\\d+)"));
		steps.expect("retries of 100 requests", after - before >= 10, "at least 10", String.valueOf(after - before));
	}

}
