package org.meshtrio.course.run;

import java.util.List;
import java.util.Locale;

import org.meshtrio.mesh.cluster.ClusterException;

/**
 * A lab: runs the blocks of its page, and says what must be observed between them. A lab
 * only adds objects, which have the label {@code trio.lab=NAME}, and never changes
 * existing ones.
 */
public interface Lab {

	/**
	 * Runs all blocks of the page except {@code clean}, which runs by itself at the end.
	 * @param steps runs the blocks and checks the results
	 * @throws LabException if a step fails, or the result isn't as expected
	 * @throws ClusterException if the cluster can't be asked
	 */
	void run(Steps steps) throws LabException, ClusterException;

	/**
	 * The objects that the lab needs in addition to the services, their versions, and the
	 * clients.
	 * @return none by default
	 */
	default List<Requirement> needs() {
		return List.of();
	}

	/**
	 * The lab's name, which is also its folder's name.
	 * @return the class's name in the form {@code traffic-shifting}
	 */
	default String name() {
		return getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
	}

}
