package org.meshtrio.course.routing;

import java.util.List;

import org.meshtrio.course.run.BlockOutput;
import org.meshtrio.course.run.Lab;
import org.meshtrio.course.run.LabException;
import org.meshtrio.course.run.Requirement;
import org.meshtrio.course.run.Steps;

/**
 * Requests leave the mesh through a gateway, which uses TLS to the host outside.
 */
public final class EgressGateway implements Lab {

	@Override
	public List<Requirement> needs() {
		return List.of(Requirement.setting("accessLogFile", "log"));
	}

	@Override
	public void run(Steps steps) throws LabException {
		steps.run("certificate");
		steps.run("gateway");
		steps.until("direct", "400, because it isn't HTTPS", EgressGateway::refused);
		steps.expect("requests in the gateway's log", 0, steps.runFailing("direct-log").count("GET"));

		steps.run("route");
		// Both at the same time, because the answer is the same without the gateway.
		steps.until("detour", "400 from the host, and the request in the gateway's log",
				(output) -> refused(output) && logged(output, "detour", 400));

		steps.run("tls");
		steps.until("secure", "outside v1 with 200", (output) -> output.text().equals("outside v1\n200"));
		steps.until("secure-log", "the request with 200, to port 443 of the host",
				(output) -> logged(output, "secure", 200));
	}

	private static boolean refused(BlockOutput output) {
		return output.contains("requires TLS") && output.count("^400$") == 1;
	}

	private static boolean logged(BlockOutput output, String call, int status) {
		return output.count("\"GET /version\\?" + call + " HTTP/\\S+\" " + status
				+ " .* outbound\\|443\\|\\|outside\\.example\\.com ") == 1;
	}

}
