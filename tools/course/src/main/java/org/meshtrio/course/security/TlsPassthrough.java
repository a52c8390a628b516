package org.meshtrio.course.security;

import org.meshtrio.course.run.BlockOutput;
import org.meshtrio.course.run.Lab;
import org.meshtrio.course.run.LabException;
import org.meshtrio.course.run.Steps;

/**
 * The ingress gateway passes TLS through, to a service with its own certificate.
 */
public final class TlsPassthrough implements Lab {

	/** Only a proxy that reads the answer adds it. */
	private static final String READ = "x-envoy-upstream-service-time";

	@Override
	public void run(Steps steps) throws LabException {
		steps.run("certificates");
		steps.run("vault");

		steps.run("simple");
		steps.until("desk", "200 with a header of the gateway, and the certificate of the gateway's owner",
				(output) -> output.contains("HTTP/2 200") && output.contains(READ)
						&& output.count("^Subject:O ?= ?the owner of the gateway") == 1);

		steps.run("passthrough");
		BlockOutput before = steps.runFailing("before");
		steps.expect("the vault without a route", "000", before.find("^\\d{3}$"));
		steps.run("route");
		steps.until("answer", "vault v1 with 200", (output) -> output.text().equals("vault v1\n200"));
		BlockOutput certificate = steps.run("certificate");
		steps.expect("the owner of the certificate", "the vault itself", certificate.find("^Subject:O ?= ?([\\w ]+)"));
		steps.expect("headers from proxies, which can't read the answer", 0,
				certificate.count("^(x-envoy.*|server: istio-envoy)"));
		BlockOutput headers = steps.run("headers");
		steps.expect("headers that the vault got from curl", 1, headers.count("\"user-agent\":\\[\"curl"));
		steps.expect("headers that it got from proxies", 0,
				headers.count("x-request-id|x-forwarded|x-envoy|traceparent|x-b3"));
	}

}
