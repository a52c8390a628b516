package org.meshtrio.course.routing;

import org.meshtrio.course.run.BlockOutput;
import org.meshtrio.course.run.Lab;
import org.meshtrio.course.run.LabException;
import org.meshtrio.course.run.Steps;
import org.meshtrio.trace.request.Tally;

/**
 * A route by the user's name, one hop and two hops after the gateway.
 */
public final class RequestRouting implements Lab {

	@Override
	public void run(Steps steps) throws LabException {
		Tally before = steps.run("before").tally();
		steps.expect("without a route, versions of service2 that answer", 3L,
				before.pods("service2").keySet().stream().distinct().count());
		steps.run("v1");
		steps.until("all", "30 of 30 by v1 of service1 and of service2", (output) -> only(output, 30, "v1", "v1"));
		steps.run("end-user");
		steps.until("jason", "20 of 20 by service1 v2 and service2 v3", (output) -> only(output, 20, "v2", "v3"));
		Tally others = steps.run("others").tally();
		steps.expect("ann's requests to service1 v1", 20, others.of("service1", "v1"));
		steps.expect("ann's requests to service2 v1", 20, others.of("service2", "v1"));
		steps.until("direct", "service2 v3", (output) -> output.text().equals("service2 v3"));
		Tally lost = steps.run("lost").tally();
		steps.expect("requests to service2 v1, because x-user isn't forwarded", 20, lost.of("service2", "v1"));
	}

	private static boolean only(BlockOutput output, int requests, String service1, String service2) {
		Tally tally = output.tally();
		return tally.total() == requests && tally.of("service1", service1) == requests
				&& tally.of("service2", service2) == requests;
	}

}
