package org.meshtrio.course.resilience;

import org.meshtrio.course.run.BlockOutput;
import org.meshtrio.course.run.Lab;
import org.meshtrio.course.run.LabException;
import org.meshtrio.course.run.Steps;

/**
 * The caller's proxy sends no requests to a pod that keeps failing, for a while.
 */
public final class OutlierDetection implements Lab {

	@Override
	public void run(Steps steps) throws LabException {
		steps.run("v4");
		steps.expectShare("answers with 503, from one bad pod of four", 0.25, steps.run("before").uniqCount("503"),
				200);
		steps.run("outlier");
		steps.until("known", "three errors in a row", (output) -> output.contains("consecutive5xx: 3"));
		// This also lets a second pass since the last change. Within it, the proxy would
		// be
		// late with the next one.
		steps.until("healthy", "four pods, none ejected", OutlierDetection::none);
		// One or two requests can be on their way while the proxy's threads learn of the
		// third
		// error.
		steps.expectBetween("errors of 100 until the pod is ejected", 3, 5, steps.run("three").uniqCount("503"));
		steps.expect("errors of 60 while it is ejected", 0, steps.run("none").uniqCount("503"));
		BlockOutput ejected = steps.run("ejected");
		String pod = ejected.lines().get(ejected.lines().size() - 1);
		steps.expect("ejected pods", 1, ejected.count(" FAILED "));
		steps.expect("the ejected pod, which is that of v4", pod, ejected.find("^(\\S+):8082 .* FAILED "));
		steps.until("back", "four pods, none ejected", OutlierDetection::none);
		int again = steps.run("again").uniqCount("503");
		steps.expect("errors of 100 after the end of its ejection", again >= 3, "at least 3", String.valueOf(again));
		steps.expect("errors of 60 while it is ejected again", 0, steps.run("gone").uniqCount("503"));
	}

	private static boolean none(BlockOutput output) {
		return output.count(" OK ") == 4 && !output.contains(" FAILED ");
	}

}
