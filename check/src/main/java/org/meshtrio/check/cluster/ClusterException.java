package org.meshtrio.check.cluster;

/**
 * A command about the cluster failed. The message is one sentence for a person, without
 * its full stop.
 */
public class ClusterException extends Exception {

	/**
	 * Creates the exception.
	 * @param message what failed and, where known, what to do
	 */
	public ClusterException(String message) {
		super(message);
	}

}
