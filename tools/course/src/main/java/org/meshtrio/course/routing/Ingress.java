package org.meshtrio.course.routing;

import org.meshtrio.course.run.BlockOutput;
import org.meshtrio.course.run.Lab;
import org.meshtrio.course.run.LabException;
import org.meshtrio.course.run.Steps;

/**
 * The ingress gateway lets in what a route names, by host and by path, and nothing else.
 */
public final class Ingress implements Lab {

	/** Only an answer that came from behind the gateway has it. */
	private static final String FROM_BEHIND = "x-envoy-upstream-service-time";

	@Override
	public void run(Steps steps) throws LabException {
		steps.run("host");
		BlockOutput before = steps.run("before");
		steps.expect("the path without a route", "HTTP/2 404", before.find("^HTTP/.* \\d+"));
		steps.expect("the gateway itself says so", !before.contains(FROM_BEHIND), "no " + FROM_BEHIND,
				before.contains(FROM_BEHIND) ? FROM_BEHIND : "none");
		steps.expect("the path with a route", "service0 v1", steps.run("known").text());

		steps.run("routes");
		BlockOutput teapot = steps.until("status", "418 from behind the gateway, with a teapot",
				(output) -> output.contains("HTTP/2 418") && output.contains(FROM_BEHIND) && output.contains("teapot"));
		steps.expect("the exit code of curl, which takes 418 for an answer", 0, teapot.exitCode());
		String[] delay = steps.run("delay").find("^\\d{3} in [\\d.]+").split(" in ");
		steps.expect("/delay/1", "200", delay[0]);
		steps.expectBetween("its seconds", 1, 5, Double.parseDouble(delay[1]));
		BlockOutput headers = steps.run("headers");
		steps.expect("who answered /headers", "service2", headers.find("By=spiffe://[^;]*/sa/(\\w+)"));
		steps.expect("who asked for it", "istio-ingressgateway-service-account",
				headers.find("URI=spiffe://[^;]*/sa/([\\w-]+)"));

		steps.expect("other paths", "404 404", steps.run("nowhere").text().replace("\n", " "));
		steps.expect("another host", "404", steps.run("stranger").text());
		BlockOutput plain = steps.run("plain");
		steps.expect("plain HTTP", "HTTP/1.1 301", plain.find("^HTTP/.* \\d+"));
		steps.expect("where it leads to", true, plain.count("(?i)^location: https://.*/status/418$") == 1);

		steps.run("remove");
		steps.until("after", "404", (output) -> output.text().equals("404"));
	}

}
