package org.meshtrio.course.run;

import java.util.List;
import java.util.Locale;

import org.meshtrio.mesh.cluster.ClusterException;

/**
 * One lab: what must be observed between the steps of its page. A lab only adds objects,
 * labelled {@code trio.lab=NAME}, and changes none that is there already.
 */
public interface Lab {

	/**
	 * Runs all blocks of the page, but the one called {@code clean}, which comes by
	 * itself in the end.
	 * @param steps runs the page's blocks and takes what must hold
	 * @throws LabException where a step fails or something else is observed than expected
	 * @throws ClusterException where the cluster cannot be asked
	 */
	void run(Steps steps) throws LabException, ClusterException;

	/**
	 * What the lab needs besides the services, their versions and the clients.
	 * @return objects of the cluster
	 */
	default List<Requirement> needs() {
		return List.of();
	}

	/**
	 * The lab's name, which is that of its folder.
	 * @return the class's name in the form {@code traffic-shifting}
	 */
	default String name() {
		return getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
	}

}
