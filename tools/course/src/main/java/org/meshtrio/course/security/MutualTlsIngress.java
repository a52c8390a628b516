package org.meshtrio.course.security;

import java.util.List;

import org.meshtrio.course.run.BlockOutput;
import org.meshtrio.course.run.Lab;
import org.meshtrio.course.run.LabException;
import org.meshtrio.course.run.Steps;

/**
 * The ingress gateway accepts only clients with a certificate of one CA.
 */
public final class MutualTlsIngress implements Lab {

	private static final String ANSWER = "service0 v1\n200";

	@Override
	public void run(Steps steps) throws LabException {
		steps.run("certificates");
		steps.run("secret");
		steps.run("route");
		steps.until("open", "service0 v1 with 200", (output) -> output.text().equals(ANSWER));

		steps.run("mutual");
		steps.until("nobody", "no answer, and curl fails", MutualTlsIngress::refused);
		steps.until("alice", "service0 v1 with 200", (output) -> output.text().equals(ANSWER));
		BlockOutput mallory = steps.runFailing("mallory");
		steps.expect("a certificate of another CA", refused(mallory), "no answer", mallory.text());

		List<String> names = steps.run("header").lines();
		steps.expect("names in the header", 2, names.size());
		steps.expect("the client, seen by the gateway", names.get(0).contains("CN=alice"), "CN=alice", names.get(0));
		steps.expect("the gateway, seen by the sidecar", names.get(1).endsWith("istio-ingressgateway-service-account"),
				"istio-ingressgateway-service-account", names.get(1));
		steps.expect("the names, if the client sends the header itself", names, steps.run("forged").lines());
	}

	/** Whether there is no answer. The exit code of curl depends on the moment. */
	private static boolean refused(BlockOutput output) {
		return output.exitCode() != 0 && output.count("^000$") == 1;
	}

}
