package org.meshtrio.course.security;

import java.util.stream.Collectors;

import org.meshtrio.course.run.BlockOutput;
import org.meshtrio.course.run.Lab;
import org.meshtrio.course.run.LabException;
import org.meshtrio.course.run.Steps;

/**
 * The ingress gateway serves a host's certificate, and a new one without a break.
 */
public final class TlsIngress implements Lab {

	@Override
	public void run(Steps steps) throws LabException {
		steps.run("host");
		steps.run("gateway");
		BlockOutput before = steps.runFailing("before");
		steps.expect("the answer without a certificate", "000", before.find("^\\d{3}$"));

		steps.run("certificate");
		steps.until("first", "service0 v1 with 200", (output) -> output.text().equals("service0 v1\n200 by HTTPS/2"));
		steps.expect("its serial number", "01", steps.run("serial").find("^Serial Number:(\\w+)$"));

		String pod = steps.run("pod").text();
		steps.run("load");
		steps.run("renew");
		steps.until("second", "200 with the serial number 2, trusted",
				(output) -> output.text().matches("Serial Number:02\n200"));
		steps.expect("serial number and status of all requests during the change", "01 200, 02 200",
				steps.run("answers")
					.lines()
					.stream()
					.map((line) -> line.replaceFirst("^ *\\d+ (Serial Number:)?", ""))
					.collect(Collectors.joining(", ")));
		steps.expect("the gateway's pod", pod, steps.run("pod-after").text());
	}

}
