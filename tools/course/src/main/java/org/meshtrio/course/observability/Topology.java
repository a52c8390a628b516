package org.meshtrio.course.observability;

import org.meshtrio.course.run.BlockOutput;
import org.meshtrio.course.run.Lab;
import org.meshtrio.course.run.LabException;
import org.meshtrio.course.run.Steps;

/**
 * Which service calls which, read from the traces. A new call is a new edge.
 */
public final class Topology implements Lab {

	@Override
	public void run(Steps steps) throws LabException {
		String visitor = steps.run("visitor").find("on the map: (visitor-\\w+)");
		steps.expect("calls of the visitor", 0, calls(steps.run("map"), visitor, "[^\"]+"));
		BlockOutput map = steps.until("visit", "20 or more calls from the visitor to service0, and the edges after it",
				(output) -> calls(output, visitor, "service0") >= 20 && calls(output, "service0", "service1") > 0
						&& calls(output, "service1", "service2") > 0);
		steps.expect("calls from the visitor to service2", 0, calls(map, visitor, "service2"));
		steps.until("direct", "5 or more calls from the visitor to service2",
				(output) -> calls(output, visitor, "service2") >= 5);
	}

	private static int calls(BlockOutput output, String parent, String child) {
		return output.sum("\"parent\":\"" + parent + "\",\"child\":\"" + child + "\",\"callCount\":(\\d+)");
	}

}
