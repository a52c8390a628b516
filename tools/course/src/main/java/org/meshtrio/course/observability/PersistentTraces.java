package org.meshtrio.course.observability;

import java.util.List;

import org.meshtrio.course.run.BlockOutput;
import org.meshtrio.course.run.Lab;
import org.meshtrio.course.run.LabException;
import org.meshtrio.course.run.Requirement;
import org.meshtrio.course.run.Steps;

/**
 * A trace survives Jaeger's pod only if its files are on a persistent volume.
 */
public final class PersistentTraces implements Lab {

	@Override
	public List<Requirement> needs() {
		return List
			.of(new Requirement(List.of("storageclasses"), "\"storageclass.kubernetes.io/is-default-class\":\"true\"",
					"install a volume provisioner, and make its StorageClass the default"));
	}

	@Override
	public void run(Steps steps) throws LabException {
		steps.run("passing");
		steps.run("trace");
		steps.until("request", "the trace", PersistentTraces::found);
		// Until no span can still be on its way.
		steps.until("look", "the trace", PersistentTraces::found);
		steps.run("restart");
		steps.until("look", "trace not found", (output) -> output.contains("\"msg\":\"trace not found\""));

		String claim = steps.run("disk").find("^traces +(\\w+)");
		steps.expect("the PersistentVolumeClaim", "Bound", claim);
		steps.until("request", "the trace", PersistentTraces::found);
		steps.run("restart");
		steps.until("look", "the trace", PersistentTraces::found);
	}

	private static boolean found(BlockOutput output) {
		return output.count("^\"traceID\":") == 1 && output.contains("\"operationName\":\"http get /\"");
	}

}
