package org.meshtrio.course.basics;

import org.meshtrio.course.run.BlockOutput;
import org.meshtrio.course.run.Lab;
import org.meshtrio.course.run.LabException;
import org.meshtrio.course.run.Steps;

/**
 * Which pods get a sidecar, and that mesh rules do not apply to a pod without one.
 */
public final class Injection implements Lab {

	private static final int REQUESTS = 60;

	@Override
	public void run(Steps steps) throws LabException {
		steps.run("namespace");
		steps.run("hello");
		steps.expect("sidecars of hello", 0, sidecars(steps.run("containers"), "hello"));
		steps.expect("headers of an Envoy", 0, steps.run("headers").count("(?i)^(x-envoy|server: istio-envoy)"));
		steps.run("by-namespace");
		steps.until("containers", "one sidecar of hello", (output) -> sidecars(output, "hello") == 1);
		steps.until("headers", "x-envoy-upstream-service-time",
				(output) -> output.contains("x-envoy-upstream-service-time"));
		steps.expect("istioctl's reason", true,
				steps.run("why").contains("Namespace label istio-injection=enabled matches"));
		steps.run("opted-out");
		BlockOutput optedOut = steps.run("containers");
		steps.expect("sidecars of opted-out", 0, sidecars(optedOut, "opted-out"));
		steps.run("by-pod");
		steps.run("by-hand");
		BlockOutput all = steps.run("containers");
		steps.expect("sidecars of by-pod", 1, sidecars(all, "by-pod"));
		steps.expect("sidecars of by-hand", 1, sidecars(all, "by-hand"));
		steps.expect("sidecars that the explicit files give", "1", steps.run("from-files").text());
		steps.expect("a second manual injection changes nothing", true,
				steps.run("twice").text().startsWith("the same\n"));
		steps.until("containers", "still one sidecar of by-hand", (output) -> sidecars(output, "by-hand") == 1);
		steps.run("route");
		steps.until("inside", REQUESTS + " times service2 v1", (output) -> output.count("^service2 v1$") == REQUESTS);
		BlockOutput outside = steps.run("outside");
		steps.expect("answers to the client without a sidecar", REQUESTS, outside.count("^service2 v[123]$"));
		// Kubernetes chooses at random. It's practically impossible that all 60 reach one
		// of
		// three.
		int others = outside.count("^service2 v[23]$");
		steps.expect("other versions among them", others > 0, "some", others + " of " + REQUESTS);
	}

	/**
	 * Counts the containers called istio-proxy in the pod of an app, -1 if it doesn't
	 * have exactly one pod.
	 */
	private static int sidecars(BlockOutput output, String app) {
		var pods = output.lines().stream().filter((line) -> line.startsWith(app + " ")).toList();
		return (pods.size() == 1) ? pods.get(0).split("istio-proxy", -1).length - 1 : -1;
	}

}
