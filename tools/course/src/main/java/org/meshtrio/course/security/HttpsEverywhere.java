package org.meshtrio.course.security;

import org.meshtrio.course.run.BlockOutput;
import org.meshtrio.course.run.Lab;
import org.meshtrio.course.run.LabException;
import org.meshtrio.course.run.Steps;

/**
 * The ingress gateway accepts only HTTPS, and also uses HTTPS to the service.
 */
public final class HttpsEverywhere implements Lab {

	@Override
	public void run(Steps steps) throws LabException {
		steps.run("certificates");
		steps.run("backend");
		steps.expect("a host that no Gateway has", "404", steps.run("unknown").text());

		steps.run("entry");
		steps.until("redirect", "301 to https", (output) -> output.text().matches("301 https://.*/version"));
		steps.until("half", "400 from the backend, because it isn't HTTPS",
				(output) -> output.contains("requires TLS") && output.text().endsWith("400 after 1 redirect"));

		steps.run("tls");
		steps.until("full", "backend v1 with 200",
				(output) -> output.text().equals("backend v1\n200 after 1 redirect"));
		BlockOutput headers = steps.run("headers");
		steps.expect("x-request-id, because the gateway reads the request", 1, headers.count("\"x-request-id\":"));

		steps.run("other");
		steps.until("refused", "503, and no answer from the backend",
				(output) -> output.text().endsWith("503") && !output.contains("backend v1"));
	}

}
