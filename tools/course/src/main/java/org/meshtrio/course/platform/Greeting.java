package org.meshtrio.course.platform;

import org.meshtrio.course.run.BlockOutput;
import org.meshtrio.course.run.Lab;
import org.meshtrio.course.run.LabException;
import org.meshtrio.course.run.Steps;

/**
 * A setting changes in running pods, and their probes work with strict mutual TLS.
 */
public final class Greeting implements Lab {

	@Override
	public void run(Steps steps) throws LabException {
		steps.run("greeter");
		steps.until("ask", "two pods that say good morning", (output) -> bothSay(output, "good morning"));
		BlockOutput pods = steps.run("pods");
		steps.expect("pods that are ready and never restarted", 2, pods.count(" True +0$"));
		steps.run("change");
		steps.until("ask", "two pods that say good evening", (output) -> bothSay(output, "good evening"));
		steps.expect("the pods are the same", pods.text(), steps.run("pods").text());
		steps.expect("a caller without a sidecar", "200", steps.run("outside").text());
		steps.run("strict");
		steps.until("refused", "no answer", (output) -> output.exitCode() != 0 && output.text().startsWith("000"));
		steps.expect("the pods, after their probes with STRICT", pods.text(), steps.run("pods").text());
		steps.expect("the readiness probe leads to the sidecar's agent", true,
				steps.run("probes").contains("\"port\":15020"));
	}

	private static boolean bothSay(BlockOutput output, String message) {
		return output.lines().size() == 2 && output.count("\"message\":\"" + message + "\"$") == 2;
	}

}
