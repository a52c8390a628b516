package org.meshtrio.course.platform;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.meshtrio.course.run.BlockOutput;
import org.meshtrio.course.run.Lab;
import org.meshtrio.course.run.LabException;
import org.meshtrio.course.run.Requirement;
import org.meshtrio.course.run.Steps;

/**
 * The routes of other labs, with the Gateway API.
 */
public final class GatewayApi implements Lab {

	private static final int FEW = 30;

	private static final int MANY = 300;

	@Override
	public List<Requirement> needs() {
		return List.of(Requirement.of(
				"install the Gateway API, whose page is https://gateway-api.sigs.k8s.io, and restart istiod",
				"customresourcedefinition", "httproutes.gateway.networking.k8s.io"));
	}

	@Override
	public void run(Steps steps) throws LabException {
		steps.run("gateway");
		steps.until("closed", "404", (output) -> output.text().equals("404"));
		steps.run("entry");
		steps.until("open", "service0, and service2 for jason",
				(output) -> output.text().matches("service0 v1\nservice2 v[123]"));
		steps.run("inside");
		steps.until("jason", FEW + " times v3", (output) -> output.text().strip().equals(FEW + " service2 v3"));
		BlockOutput weights = steps.run("weights");
		steps.expect("answers by v1 or v2", MANY, weights.uniqCount("service2 v1") + weights.uniqCount("service2 v2"));
		steps.expectShare("answers by v2", 0.2, weights.uniqCount("service2 v2"), MANY);
		BlockOutput late = steps.until("late", "504", (output) -> output.text().startsWith("504 "));
		// Envoy counts whole milliseconds, so it can be one early.
		steps.expectBetween("the seconds until the 504", 0.99, 2.9, late.seconds());
		steps.run("mirror");
		AtomicInteger seen = new AtomicInteger();
		steps.until("copies", FEW + " answers by v1, and " + FEW + " more requests at v2",
				(output) -> output.uniqCount("service2 v1") == FEW
						&& output.requestCount() == seen.getAndSet(output.requestCount()) + FEW);
	}

}
