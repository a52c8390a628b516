package org.meshtrio.course.resilience;

import java.util.concurrent.atomic.AtomicInteger;

import org.meshtrio.course.run.BlockOutput;
import org.meshtrio.course.run.Lab;
import org.meshtrio.course.run.LabException;
import org.meshtrio.course.run.Steps;

/**
 * A version that only gets copies of the requests.
 */
public final class Mirroring implements Lab {

	private static final int FEW = 30;

	private static final int MANY = 300;

	@Override
	public void run(Steps steps) throws LabException {
		steps.run("v1");
		AtomicInteger seen = new AtomicInteger(steps.run("count").requestsCounted());
		steps.until("few", "30 of 30 answers by v1, and no request more at v2", (output) -> onlyV1(output, FEW)
				&& output.requestsCounted() == seen.getAndSet(output.requestsCounted()));
		steps.run("mirror");
		steps.until("few", "30 of 30 answers by v1, and 30 requests more at v2", (output) -> onlyV1(output, FEW)
				&& output.requestsCounted() == seen.getAndSet(output.requestsCounted()) + FEW);
		steps.run("tenth");
		// How many by lot is asked below: here the old rule must be gone.
		steps.until("few", "fewer than 20 requests more at v2",
				(output) -> output.requestsCounted() < seen.getAndSet(output.requestsCounted()) + 20);
		int before = steps.run("count").requestsCounted();
		BlockOutput many = steps.run("many");
		steps.expect("all answers by v1", MANY, many.tally().of("service2", "v1"));
		// The copies are not waited for by anybody.
		BlockOutput after = steps.until("count", "the same number again",
				(output) -> output.requestsCounted() == seen.getAndSet(output.requestsCounted()));
		steps.expectShare("requests that v2 has seen", 0.1, after.requestsCounted() - before, MANY);
	}

	private static boolean onlyV1(BlockOutput output, int requests) {
		return output.tally().of("service2", "v1") == requests;
	}

}
