package org.meshtrio.course.security;

import org.meshtrio.course.run.BlockOutput;
import org.meshtrio.course.run.Lab;
import org.meshtrio.course.run.LabException;
import org.meshtrio.course.run.Steps;

/**
 * The ingress gateway chooses the certificate by the host that the handshake names.
 */
public final class TlsHosts implements Lab {

	@Override
	public void run(Steps steps) throws LabException {
		steps.run("hosts");
		steps.run("certificates");

		steps.run("blue");
		steps.until("blue-answer", "200, trusted, with blue's certificate", (output) -> served(output, "blue"));
		BlockOutput shut = steps.runFailing("green-shut");
		steps.expect("green without a server", "000", shut.find("^\\d{3}$"));

		steps.run("both");
		steps.until("green-answer", "200, trusted, with green's certificate", (output) -> served(output, "green"));
		BlockOutput still = steps.run("blue-still");
		steps.expect("blue", served(still, "blue"), "200, trusted, with blue's certificate", still.text());
		BlockOutput services = steps.run("services");
		steps.expect("the services that answer for blue and for green", "service1 service2",
				services.text().replaceAll(" v\\d", "").replace("\n", " "));

		BlockOutput distrust = steps.runFailing("wrong-trust");
		steps.expect("the exit code of curl, which doesn't trust green's certificate", 60, distrust.exitCode());
		BlockOutput red = steps.runFailing("red");
		steps.expect("the third host", "000", red.find("^\\d{3}$"));
		steps.expect("a request for green inside a connection for blue", "404", steps.run("mixed").text());
	}

	/** Whether a client that trusts only this certificate got an answer. */
	private static boolean served(BlockOutput output, String color) {
		return output.count("^200$") == 1 && output.count("^Subject:CN ?= ?" + color + "\\.") == 1;
	}

}
