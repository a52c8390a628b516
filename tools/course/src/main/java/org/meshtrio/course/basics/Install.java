package org.meshtrio.course.basics;

import java.util.List;

import org.meshtrio.course.run.BlockOutput;
import org.meshtrio.course.run.Lab;
import org.meshtrio.course.run.LabException;
import org.meshtrio.course.run.Steps;

/**
 * What Istio added to the cluster, and what its uninstallation would remove.
 */
public final class Install implements Lab {

	@Override
	public void run(Steps steps) throws LabException {
		BlockOutput plan = steps.run("plan");
		BlockOutput workloads = steps.run("workloads");
		for (String workload : List.of("deployment.apps/istiod", "deployment.apps/istio-ingressgateway",
				"deployment.apps/istio-egressgateway", "daemonset.apps/istio-cni-node")) {
			steps.expect(workload + " runs", true, workloads.count("^" + workload + " +([1-9]\\d*/|[1-9])") == 1);
		}
		BlockOutput kinds = steps.run("kinds");
		steps.expect("new kinds of objects, compared with the plan", plan.find("(\\d+) kind: CustomResourceDefinition"),
				String.valueOf(kinds.count("istio\\.io$")));
		BlockOutput webhooks = steps.run("webhooks");
		steps.expect("the webhook that adds sidecars", 1, webhooks.count("/istio-sidecar-injector$"));
		steps.expect("webhooks that validate", true, webhooks.count("^validatingwebhookconfiguration") > 0);
		BlockOutput refused = steps.runFailing("refused");
		steps.expect("the validating webhook refuses a negative weight", true,
				refused.contains("denied the request: configuration is invalid: weight -10 < 0"));
		BlockOutput proxies = steps.run("proxies");
		for (String proxy : List.of("service0-v1", "service1-v1", "service2-v1", "client", "istio-ingressgateway")) {
			steps.expect("the proxy of " + proxy + " is connected", true, proxies.count("^" + proxy + "-") > 0);
		}
		steps.expect("proxies of the client without a sidecar", 0, proxies.count("^client-outside-"));
		BlockOutput uninstall = steps.run("uninstall");
		for (String object : List.of("Deployment/istiod.istio-system", "Deployment/istio-ingressgateway.istio-system",
				"DaemonSet/istio-cni-node.istio-system",
				"CustomResourceDefinition/virtualservices.networking.istio.io.")) {
			steps.expect(object + " would be removed", 1,
					uninstall.count("Kind=\\Q" + object + "\\E.* because of dry run"));
		}
		BlockOutput still = steps.run("still");
		steps.expect("workloads that are still there", workloads.count("^(deployment|daemonset)\\.apps/"),
				still.lines().size());
	}

}
