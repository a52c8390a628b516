package org.meshtrio.labs;

/**
 * Who calls whom, from the traces; a new call is a new edge.
 */
final class Topology implements Lab {

	@Override
	public void run(Steps steps) throws LabException {
		String visitor = steps.run("visitor").find("on the map: (visitor-\\w+)");
		steps.expect("edges of the visitor", 0, edges(steps.run("map"), visitor, "", ""));
		steps.run("visit");
		Output map = steps.until("edges", "20 calls from the visitor to service0, and the edges behind it",
				(output) -> edges(output, visitor, "service0", "20") == 1
						&& edges(output, "service0", "service1", "") == 1
						&& edges(output, "service1", "service2", "") == 1);
		steps.expect("edges from the visitor to service2", 0, edges(map, visitor, "service2", ""));
		steps.run("direct");
		steps.until("more", "20 calls to service0, and 5 to service2",
				(output) -> edges(output, visitor, "service0", "20") == 1
						&& edges(output, visitor, "service2", "5") == 1);
	}

	private static int edges(Output output, String parent, String child, String calls) {
		return output.count("\"parent\":\"" + parent + "\",\"child\":\"" + (child.isEmpty() ? "[^\"]+" : child)
				+ "\",\"callCount\":" + (calls.isEmpty() ? "\\d+" : calls) + "\\b");
	}

}
