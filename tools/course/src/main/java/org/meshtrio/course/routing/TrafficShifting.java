package org.meshtrio.course.routing;

import org.meshtrio.course.run.BlockOutput;
import org.meshtrio.course.run.Lab;
import org.meshtrio.course.run.LabException;
import org.meshtrio.course.run.Steps;
import org.meshtrio.trace.request.Tally;

/**
 * Weights share the requests between the versions of one host, and between two hosts.
 */
public final class TrafficShifting implements Lab {

	/** Enough for a share with narrow bounds. */
	private static final int REQUESTS = 200;

	@Override
	public void run(Steps steps) throws LabException {
		Tally before = steps.run("before").tally();
		steps.expect("without a rule, v3 of service1 also answers", before.of("service1", "v3") > 0, "some requests",
				String.valueOf(before.of("service1", "v3")));

		steps.run("half");
		steps.until("weights", "the weights 50 and 50", (output) -> weights(output, 50, 50));
		Tally half = steps.run("fifty").tally();
		steps.expect("requests answered by v1 or v2", REQUESTS, half.of("service1", "v1") + half.of("service1", "v2"));
		steps.expectShare("requests answered by v2", 0.5, half.of("service1", "v2"), REQUESTS);

		steps.run("most");
		steps.until("weights-most", "the weights 80 and 20", (output) -> weights(output, 80, 20));
		Tally most = steps.run("twenty").tally();
		steps.expect("requests answered by v1 or v2", REQUESTS, most.of("service1", "v1") + most.of("service1", "v2"));
		steps.expectShare("requests answered by v2", 0.2, most.of("service1", "v2"), REQUESTS);

		steps.run("all");
		steps.until("hundred", "50 of 50 by v2",
				(output) -> output.tally().total() == 50 && output.tally().of("service1", "v2") == 50);

		steps.run("hosts");
		steps.until("weights-hosts", "the weights 70 and 30, for service1-now and service1-next",
				(output) -> weights(output, 70, 30) && output.contains("service1-now.")
						&& output.contains("service1-next."));
		Tally hosts = steps.run("thirty").tally();
		steps.expect("requests answered by v1 or v3", REQUESTS,
				hosts.of("service1", "v1") + hosts.of("service1", "v3"));
		steps.expectShare("requests answered by v3", 0.3, hosts.of("service1", "v3"), REQUESTS);
	}

	private static boolean weights(BlockOutput output, int first, int second) {
		return output.count("weight: \\d+$") == 2 && output.count("weight: " + first + "$") > 0
				&& output.count("weight: " + second + "$") > 0;
	}

}
