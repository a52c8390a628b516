package org.meshtrio.course.resilience;

import org.meshtrio.course.run.BlockOutput;
import org.meshtrio.course.run.Lab;
import org.meshtrio.course.run.LabException;
import org.meshtrio.course.run.Steps;

/**
 * A pod that keeps failing is left out by its caller's proxy, for a while.
 */
public final class OutlierDetection implements Lab {

	@Override
	public void run(Steps steps) throws LabException {
		steps.run("v4");
		steps.expectShare("answers with 503, from one bad pod of four", 0.25, steps.run("before").counted("503"), 200);
		steps.run("outlier");
		steps.until("known", "three errors in a row", (output) -> output.contains("consecutive5xx: 3"));
		// Also lets a second pass since the last change, within which the proxy would be
		// late with the next one.
		steps.until("healthy", "four pods, none left out", OutlierDetection::none);
		// One or two can be under way while the proxy's threads hear of the third.
		steps.expectBetween("errors of 100 until the pod is left out", 3, 5, steps.run("three").counted("503"));
		steps.expect("errors of 60 while it is left out", 0, steps.run("none").counted("503"));
		BlockOutput ejected = steps.run("ejected");
		String pod = ejected.lines().get(ejected.lines().size() - 1);
		steps.expect("the pods left out", 1, ejected.count(" FAILED "));
		steps.expect("the pod left out is that of v4", pod, ejected.find("^(\\S+):8082 .* FAILED "));
		steps.until("back", "four pods, none left out", OutlierDetection::none);
		int again = steps.run("again").counted("503");
		steps.expect("errors of 100 after its time is over", again >= 3, "at least 3", String.valueOf(again));
		steps.expect("errors of 60 while it is left out once more", 0, steps.run("gone").counted("503"));
	}

	private static boolean none(BlockOutput output) {
		return output.count(" OK ") == 4 && !output.contains(" FAILED ");
	}

}
