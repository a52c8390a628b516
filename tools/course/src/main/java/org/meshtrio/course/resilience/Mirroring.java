package org.meshtrio.course.resilience;

import java.util.concurrent.atomic.AtomicInteger;

import org.meshtrio.course.run.BlockOutput;
import org.meshtrio.course.run.Lab;
import org.meshtrio.course.run.LabException;
import org.meshtrio.course.run.Steps;

/**
 * A version that gets only copies of the requests.
 */
public final class Mirroring implements Lab {

	private static final int FEW = 30;

	private static final int MANY = 300;

	@Override
	public void run(Steps steps) throws LabException {
		steps.run("v1");
		AtomicInteger seen = new AtomicInteger(steps.run("count").requestCount());
		steps.until("few", "30 of 30 answers by v1, and no more requests at v2",
				(output) -> onlyV1(output, FEW) && output.requestCount() == seen.getAndSet(output.requestCount()));
		steps.run("mirror");
		steps.until("few", "30 of 30 answers by v1, and 30 more requests at v2", (output) -> onlyV1(output, FEW)
				&& output.requestCount() == seen.getAndSet(output.requestCount()) + FEW);
		steps.run("tenth");
		// The exact share is checked below. Here the old rule must be gone.
		steps.until("few", "fewer than 20 more requests at v2",
				(output) -> output.requestCount() < seen.getAndSet(output.requestCount()) + 20);
		int before = steps.run("count").requestCount();
		BlockOutput many = steps.run("many");
		steps.expect("all answers by v1", MANY, many.tally().of("service2", "v1"));
		// Envoy doesn't wait for the copies.
		BlockOutput after = steps.until("count", "the same number again",
				(output) -> output.requestCount() == seen.getAndSet(output.requestCount()));
		steps.expectShare("requests that reached v2", 0.1, after.requestCount() - before, MANY);
	}

	private static boolean onlyV1(BlockOutput output, int requests) {
		return output.tally().of("service2", "v1") == requests;
	}

}
