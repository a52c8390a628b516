package org.meshtrio.course.routing;

import org.meshtrio.course.run.BlockOutput;
import org.meshtrio.course.run.Lab;
import org.meshtrio.course.run.LabException;
import org.meshtrio.course.run.Steps;

/**
 * The ingress gateway lets in only requests whose host and path a route names.
 */
public final class Ingress implements Lab {

	/** Only an answer of a service has it, and not one of the gateway. */
	private static final String FROM_SERVICE = "x-envoy-upstream-service-time";

	@Override
	public void run(Steps steps) throws LabException {
		steps.run("host");
		BlockOutput before = steps.run("before");
		steps.expect("the path without a route", "HTTP/2 404", before.find("^HTTP/.* \\d+"));
		steps.expect("the gateway itself answers", !before.contains(FROM_SERVICE), "no " + FROM_SERVICE,
				before.contains(FROM_SERVICE) ? FROM_SERVICE : "none");
		steps.expect("the path with a route", "service0 v1", steps.run("known").text());

		steps.run("routes");
		BlockOutput teapot = steps.until("status", "418 from the service, with a teapot",
				(output) -> output.contains("HTTP/2 418") && output.contains(FROM_SERVICE)
						&& output.contains("teapot"));
		steps.expect("the exit code of curl, for which 418 is an answer", 0, teapot.exitCode());
		String[] delay = steps.run("delay").find("^\\d{3} in [\\d.]+").split(" in ");
		steps.expect("/delay/1", "200", delay[0]);
		steps.expectBetween("its seconds", 1, 5, Double.parseDouble(delay[1]));
		BlockOutput headers = steps.run("headers");
		steps.expect("the service that answers /headers", "service2", headers.find("By=spiffe://[^;]*/sa/(\\w+)"));
		steps.expect("its caller", "istio-ingressgateway-service-account",
				headers.find("URI=spiffe://[^;]*/sa/([\\w-]+)"));

		steps.expect("other paths", "404 404", steps.run("nowhere").text().replace("\n", " "));
		steps.expect("another host", "404", steps.run("stranger").text());
		BlockOutput plain = steps.run("plain");
		steps.expect("plain HTTP", "HTTP/1.1 301", plain.find("^HTTP/.* \\d+"));
		steps.expect("it redirects to HTTPS", true, plain.count("(?i)^location: https://.*/status/418$") == 1);

		steps.run("remove");
		steps.until("after", "404", (output) -> output.text().equals("404"));
	}

}
