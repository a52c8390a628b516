package org.meshtrio.course.security;

import org.meshtrio.course.run.Lab;
import org.meshtrio.course.run.LabException;
import org.meshtrio.course.run.Steps;

/**
 * Requests with a valid token, with a wrong one, and without one.
 */
public final class Jwt implements Lab {

	@Override
	public void run(Steps steps) throws LabException {
		steps.expect("parts of a token", 3, steps.run("key").text().split("\\.").length);
		steps.run("authentication");
		steps.until("forged", "401", (output) -> output.text().equals("401"));
		// Each of the three pods gets a change at another time.
		steps.until("believed", "401 for expired, 200 for good, 200 for none",
				(output) -> output.text().equals("401\n200\n200"));
		steps.run("required");
		steps.until("without", "403", (output) -> output.text().equals("403"));
		steps.until("groups", "200 for a user, 403 for one on the path for admins, 200 for an admin",
				(output) -> output.text().equals("200\n403\n200"));
		steps.until("lost", "403, because service1 forwards no token", (output) -> output.text().equals("403"));
		steps.run("courier");
		steps.until("forwarded", "200", (output) -> output.text().equals("200"));
		steps.expect("through the courier without a token", "403", steps.run("anonymous").text());
	}

}
