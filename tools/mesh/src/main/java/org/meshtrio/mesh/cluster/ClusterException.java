package org.meshtrio.mesh.cluster;

import org.meshtrio.trace.text.Text;

/**
 * A command to the cluster failed. The message is one sentence without its full stop.
 */
public class ClusterException extends Exception {

	/**
	 * Creates the exception.
	 * @param message what failed and, where known, what to do; it may hold what a program
	 * wrote
	 */
	public ClusterException(String message) {
		super(Text.printable(message));
	}

}
