package org.meshtrio.mesh.object;

import java.util.Objects;

/**
 * What every object has.
 *
 * @param kind its kind
 * @param metadata its metadata
 */
public record AnyObject(String kind, Metadata metadata) {

	/**
	 * Fills in what is absent.
	 */
	public AnyObject {
		kind = Objects.requireNonNullElse(kind, "");
		metadata = Objects.requireNonNullElse(metadata, Metadata.NONE);
	}

}
