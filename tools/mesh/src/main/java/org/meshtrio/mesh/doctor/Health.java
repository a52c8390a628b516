package org.meshtrio.mesh.doctor;

/**
 * What an examination comes to.
 */
public enum Health {

	/** Nothing is wrong. */
	HEALTHY,

	/** Something is wrong. */
	FOUND,

	/** Nothing was found, but not everything could be examined. */
	UNKNOWN

}
