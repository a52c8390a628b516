package org.meshtrio.course.observability;

import org.meshtrio.course.run.BlockOutput;
import org.meshtrio.course.run.Lab;
import org.meshtrio.course.run.LabException;
import org.meshtrio.course.run.Steps;

/**
 * An alert that fires during many errors and resolves by itself.
 */
public final class Alerts implements Lab {

	@Override
	public void run(Steps steps) throws LabException {
		steps.run("prometheus");
		steps.until("rules", "the alert ManyErrors, inactive",
				(output) -> output.contains("\"name\":\"ManyErrors\"") && output.contains("\"state\":\"inactive\""));
		steps.expect("answers with 200", 30, steps.run("good").tally().status(200));
		steps.until("silent", "no alert", Alerts::none);
		steps.until("firing", "the alert firing for each of the three services",
				(output) -> firing(output, "service0") && firing(output, "service1") && firing(output, "service2"));
		BlockOutput blame = steps.run("blame");
		steps.expect("the service that causes the errors", "service2", blame.find("\"app\":\"(\\w+)\""));
		steps.expect("services that cause errors", 1, blame.count("\"app\":"));
		steps.until("over", "no alert", Alerts::none);
		steps.run("more");
		steps.until("dashboard", "six queries, each with at least one curve",
				(output) -> output.count("^\\d+ curves: ") == 6 && output.count("^0 curves: ") == 0);
	}

	private static boolean none(BlockOutput output) {
		return output.contains("\"alerts\":[]");
	}

	private static boolean firing(BlockOutput output, String app) {
		return output.count("\"app\":\"" + app + "\"[^}]*\\}[^}]*\\}[^}]*\"state\":\"firing\"") == 1;
	}

}
