package org.meshtrio.course.routing;

import org.meshtrio.course.run.BlockOutput;
import org.meshtrio.course.run.Lab;
import org.meshtrio.course.run.LabException;
import org.meshtrio.course.run.Steps;

/**
 * Services can't reach a host outside the mesh until a ServiceEntry adds it.
 */
public final class EgressControl implements Lab {

	private static final String ANSWER = "outside v1\n200";

	@Override
	public void run(Steps steps) throws LabException {
		steps.run("certificate");
		steps.run("outside");
		steps.until("open", "outside v1 with 200", EgressControl::answered);
		BlockOutput secure = steps.run("open-tls");
		steps.expect("HTTPS by default", answered(secure), "outside v1 with 200", secure.text());

		steps.run("registry-only");
		steps.until("shut", "502", (output) -> output.text().equals("502"));
		steps.until("shut-tls", "no answer, and curl fails", EgressControl::broken);
		BlockOutput inside = steps.run("inside");
		steps.expect("service0, which is in the registry", inside.text().equals("service0 v1\n200"),
				"service0 v1 with 200", inside.text());

		steps.run("http");
		steps.until("http-answer", "outside v1 with 200", EgressControl::answered);
		BlockOutput still = steps.runFailing("still-shut-tls");
		steps.expect("no HTTPS", broken(still), "000 and a message from curl", still.text());

		steps.run("https");
		steps.until("https-answer", "outside v1 with 200", EgressControl::answered);
	}

	private static boolean answered(BlockOutput output) {
		return output.text().equals(ANSWER);
	}

	/**
	 * Whether the connection was closed. The exit code depends on the version of curl.
	 */
	private static boolean broken(BlockOutput output) {
		return output.exitCode() != 0 && output.count("^000$") == 1 && output.count("^curl: \\(\\d+\\) ") == 1;
	}

}
