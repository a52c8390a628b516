package org.meshtrio.course.observability;

import org.meshtrio.course.run.BlockOutput;
import org.meshtrio.course.run.Lab;
import org.meshtrio.course.run.LabException;
import org.meshtrio.course.run.Steps;

/**
 * Which requests are traced, what is on their spans, and where a trace breaks.
 */
public final class Tracing implements Lab {

	private static final int MANY = 1500;

	@Override
	public void run(Steps steps) throws LabException {
		steps.run("all");
		steps.until("ends", "20 of 20 sampled", (output) -> output.uniqCount("01") == 20);
		steps.run("hundredth");
		// The exact share is checked below. Here the old one must be gone.
		steps.until("few", "20 requests, fewer than 5 sampled",
				(output) -> output.uniqCount("00") + output.uniqCount("01") == 20 && output.uniqCount("01") < 5);
		BlockOutput many = steps.run("many");
		steps.expect("requests with a traceparent", MANY, many.uniqCount("00") + many.uniqCount("01"));
		steps.expectShare("sampled requests", 0.01, many.uniqCount("01"), MANY);
		steps.run("other");
		steps.until("elsewhere", "20 of 20 sampled", (output) -> output.uniqCount("01") == 20);

		steps.run("ann");
		steps.until("untagged", "spans of client, without our tags",
				(output) -> output.contains("\"operationName\":") && !output.contains("\"key\":"));
		steps.run("tags");
		BlockOutput tagged = steps.until("tagged", "6 or more spans of a request, each with both tags",
				(output) -> tags(output, "user", "ann-\\w+") >= 6
						&& tags(output, "user", "ann-\\w+") == tags(output, "course", "mesh-trio"));
		steps.expect("values of the tags", 2, tagged.count("\"key\":"));

		BlockOutput joined = steps.run("joined");
		steps.expect("services in one trace", 1, joined.count("^ *3 \"traceId\""));
		BlockOutput broken = steps.run("broken");
		steps.expect("services in separate traces", 3, broken.count("^ *1 \"traceId\""));
		steps.expect("the verdict names the hops", true,
				steps.runFailing("why").contains("Broken between service0 and service1"));
	}

	/** The spans with the tag, on all its lines together. */
	private static int tags(BlockOutput output, String key, String value) {
		return output.sum("^ *(\\d+) \"key\":\"" + key + "\".*\"" + value + "\"$");
	}

}
