package org.meshtrio.mesh.object;

import java.util.Map;
import java.util.Objects;

/**
 * A ConfigMap.
 *
 * @param metadata its metadata
 * @param data its texts by key
 */
public record ConfigMap(Metadata metadata, Map<String, String> data) {

	/**
	 * Fills in what is absent.
	 */
	public ConfigMap {
		metadata = Objects.requireNonNullElse(metadata, Metadata.NONE);
		data = Objects.requireNonNullElse(data, Map.of());
	}

}
